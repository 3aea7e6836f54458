import iconv from "iconv-lite";
import { readMail } from "./read-mail";

const read = (...parts: (string | Buffer)[]) =>
  readMail(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part))),
    () => false,
  );

const BODIES: [string, string, string, string | undefined][] = [
  // What it is, what it says that it is
  ["Latin-1", "UTF-8", "Schöne Grüße aus München", "utf-8"],
  ["UTF-8", "Latin-1", "Schöne Grüße — und danke", "iso-8859-1"],
  ["UTF-8", "ASCII", "Café crème à emporter", "us-ascii"],
  ["UTF-8", "nothing", "Příliš žluťoučký kůň", undefined],
  ["UTF-8", "Chinese", "打印机坏了，请尽快帮忙修理。谢谢！", "gb18030"],
  ["UTF-8", "UTF-16", "Füße", "utf-16"],
  ["windows-1252", "nothing", "L’imprimante est cassée — réparez-la pour 5 €", undefined],
  ["windows-1252", "Latin-1", "“Quoted” – for 5 €", "ISO-8859-1"],
  ["windows-1252", "something unknown", "Não, não é a impressão", "x-user-defined-2"],
  ["windows-1251", "windows-1251", "Привет, принтер не работает", '"windows-1251"'],
  ["windows-1251", "UTF-8", "Привет, принтер не работает", "utf-8"],
  ["koi8-r", "nothing", "Привет, принтер не работает", undefined],
  ["gb18030", "gb2312", "打印机坏了", "gb2312"],
  ["gb18030", "nothing", "打印机坏了，请尽快帮忙修理。谢谢！", undefined],
  ["shift_jis", "Shift_JIS", "プリンターが壊れました", "Shift_JIS"],
  ["shift_jis", "nothing", "プリンターが壊れました", undefined],
  ["big5", "Big5", "印表機壞了", "big5"],
  ["euc-kr", "ks_c_5601-1987", "프린터가 고장났습니다", "ks_c_5601-1987"],
  ["iso-8859-2", "iso-8859-2", "Zażółć gęślą jaźń", "iso-8859-2"],
  ["cp850", "cp850", "Größe", "cp850"],
];

/** `プリンター` */
const JAPANESE = Buffer.from("\x1b$B%W%j%s%?!<\x1b(B", "latin1");

describe("a mail's charset", () => {
  test.each(BODIES)("%s that says it is %s is read, in any encoding", async (is, _, text, label) => {
    const bytes = is === "Latin-1" ? iconv.encode(text, "latin1") : iconv.encode(text, is);
    const type = `Content-Type: text/plain${label ? `; charset=${label}` : ""}\r\n`;
    const quoted = Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
    const mails = await Promise.all([
      read(`${type}Content-Transfer-Encoding: 8bit\r\n\r\n`, bytes),
      read(`${type}Content-Transfer-Encoding: base64\r\n\r\n${bytes.toString("base64")}\r\n`),
      read(`${type}Content-Transfer-Encoding: quoted-printable\r\n\r\n${quoted}\r\n`),
    ]);
    expect(mails.map(({ said }) => said)).toEqual([text, text, text]);
  });

  test.each(["charset=iso-2022-jp", "charset=us-ascii", "charset=utf-8", "format=flowed"])(
    "ISO-2022-JP is read with %s",
    async (label) => {
      const type = `Content-Type: text/plain; ${label}\r\n`;
      expect((await read(type, "\r\n", JAPANESE)).said).toBe("プリンター");
      expect((await read(type, "Content-Transfer-Encoding: quoted-printable\r\n\r\n", JAPANESE)).said).toBe(
        "プリンター",
      );
    },
  );

  test("UTF-8 that was cut within a character loses that one alone", async () => {
    const whole = Buffer.from("Žluťoučký kůň skáče");
    const mail = await read(
      "Content-Type: text/plain; charset=utf-8\r\n\r\n",
      whole.subarray(0, -1),
      whole.subarray(0, 1),
    );
    expect(mail.said).toMatch(/^Žluťoučký kůň skáč/);
  });

  test("HTML says by itself in what it is, where its label does not", async () => {
    const html = iconv.encode(
      '<html><head><meta charset="windows-1250"></head><p>Zażółć gęślą jaźń</p>',
      "windows-1250",
    );
    expect((await read("Content-Type: text/html\r\n\r\n", html)).said).toBe("Zażółć gęślą jaźń");
  });
});

describe("a mail's head", () => {
  test("holds raw bytes of any charset: UTF-8, that of the text, or what they look like", async () => {
    const subject = (bytes: Buffer, rest: string) => read("Subject: ", bytes, `\r\n${rest}\r\n\r\nHello.\r\n`);
    const german = "Drucker fällt aus, größere Störung";
    const heads = await Promise.all([
      subject(Buffer.from(german), "Content-Type: text/plain; charset=us-ascii"),
      subject(iconv.encode(german, "windows-1252"), "X-A: b"),
      subject(iconv.encode("Принтер", "koi8-r"), "Content-Type: text/plain; charset=koi8-r"),
      subject(JAPANESE, "X-A: b"),
      read("Subject: Hi\r\nFrom: ", iconv.encode("Jörg Müller", "latin1"), " <j@example.com>\r\n\r\nHello.\r\n"),
    ]);
    expect(heads.map(({ subject: words }) => words)).toEqual([german, german, "Принтер", "プリンター", "Hi"]);
    expect(heads[4]?.from).toEqual({ name: "Jörg Müller", address: "j@example.com" });
    expect(heads[4]?.fromLine).toBe("Jörg Müller <j@example.com>");
  });

  test.each([
    ["labelled UTF-8 and Latin-1", "=?utf-8?Q?caf=E9?=", "café"],
    ["labelled Latin-1 and UTF-8", "=?iso-8859-1?Q?caf=C3=A9?=", "café"],
    ["labelled ASCII", "=?us-ascii?Q?caf=C3=A9?=", "café"],
    ["of an unknown charset", "=?unknown-8bit?B?Y2Fmw6k=?=", "café"],
    ["cut within a character", "=?utf-8?B?Y2Fmww==?= =?UTF-8?Q?=A9_noir?=", "café noir"],
    ["with a language", "=?utf-8*fr?Q?caf=C3=A9?=", "café"],
    ["of two charsets", "=?utf-8?Q?caf=C3=A9?= =?iso-8859-1?Q?_cr=E8me?= end", "café crème end"],
    ["in ISO-2022-JP", "=?iso-2022-jp?B?GyRCJVclaiVzJT8hPBsoQg==?=", "プリンター"],
    ["that never end", "=?utf-8?Q?caf", "=?utf-8?Q?caf"],
  ])("has encoded words %s", async (_, subject, expected) => {
    const mail = await read(`Subject: ${subject}\r\nFrom: ${subject.replace("end", "")} <a@example.com>\r\n\r\nHello.`);
    expect(mail.subject).toBe(expected);
    expect(mail.from?.address).toBe("a@example.com");
  });

  test("of an attachment names it right", async () => {
    const mail = await read(
      'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Disposition: attachment; filename="=?utf-8?Q?Gr=F6=DFe.pdf?="\r\n\r\nx\r\n',
      '--b\r\nContent-Disposition: attachment; filename="',
      iconv.encode("Größe.txt", "latin1"),
      '"\r\n\r\nx\r\n--b--',
    );
    expect(mail.files.map(({ fileName }) => fileName)).toEqual(["Größe.pdf", "Größe.txt"]);
  });
});
