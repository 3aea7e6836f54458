import iconv from "iconv-lite";
import { detectEncoding } from "./detect-encoding";
import { createDecoder } from "./encodings";
import { sourceOf } from "./file-source";
import { inPieces } from "./test-sources";

const people = "name,e-mail\r\nÀngel Müller,a@example.com\r\n東京太郎,t@example.com\r\n";
const western = "name;e-mail\r\nJürgen Groß;j@example.de\r\n“Zoë” – 5 €;z@example.de\r\n";

test.each([
  ["utf-8", Buffer.from("name,e-mail\nAnn,a@example.com\n")],
  ["utf-8", Buffer.from(people)],
  ["utf-8", Buffer.from(`\ufeff${people}`)],
  ["utf-16le", Buffer.from(`\ufeff${people}`, "utf16le")],
  ["utf-16le", Buffer.from(people, "utf16le")],
  ["utf-16be", Buffer.from(`\ufeff${people}`, "utf16le").swap16()],
  ["utf-16be", Buffer.from(people, "utf16le").swap16()],
  ["windows-1252", iconv.encode(western, "win1252")],
] as const)("%s is detected and decoded, wherever the chunks are cut", async (encoding, bytes) => {
  const expected =
    encoding === "windows-1252" ? western : bytes.length < 40 ? "name,e-mail\nAnn,a@example.com\n" : people;
  expect(await detectEncoding(sourceOf(bytes))).toBe(encoding);
  for (const size of [1, 2, 3, 7]) {
    expect(await detectEncoding(inPieces(bytes, size))).toBe(encoding);
    const decoder = createDecoder(encoding);
    let text = "";
    for (let at = 0; at < bytes.length; at += size) text += decoder.write(bytes.subarray(at, at + size));
    expect(text + decoder.end()).toBe(expected);
  }
});

test("one accent at the end of a long ASCII file decides its encoding", async () => {
  const ascii = Buffer.from("Ann,a@example.com\n".repeat(20_000));
  expect(await detectEncoding(sourceOf(Buffer.concat([ascii, iconv.encode("Zoë,z@example.com", "win1252")])))).toBe(
    "windows-1252",
  );
  expect(await detectEncoding(sourceOf(Buffer.concat([ascii, Buffer.from("Zoë,z@example.com")])))).toBe("utf-8");
});

test("UTF-8 that is damaged in one place is refused with the line, not read as Windows-1252", async () => {
  const damaged = Buffer.concat([Buffer.from("Zoë,René\nÖzil,Ángel\n"), Buffer.from([0xe9]), Buffer.from(",é\n")]);
  await expect(detectEncoding(sourceOf(damaged))).rejects.toThrow(/line 3 is not/);
  await expect(detectEncoding(sourceOf(Buffer.from("Zoë,Özil,ó").subarray(0, -1)))).rejects.toThrow(/cut off/);
});

test("bytes that Windows-1252 does not define are refused with a guess and the way out", async () => {
  const japanese = iconv.encode(
    `名前,メール\n${"山田太郎は東京に住んでいます,a@example.jp\n".repeat(20)}`,
    "Shift_JIS",
  );
  await expect(detectEncoding(sourceOf(japanese))).rejects.toThrow(
    /neither UTF-8 nor Windows-1252 \(line 1\)\. It looks like Japanese \(Shift_JIS\)\. Choose its encoding/,
  );
});

test("NUL bytes that are not UTF-16 are no text", async () => {
  const source = sourceOf(Buffer.concat([Buffer.from("name,e-mail\n".repeat(10_000)), Buffer.from([1, 0, 0, 0])]));
  await expect(detectEncoding(source)).rejects.toThrow(/save it as CSV/);
});

test.each([
  ["utf-8", Buffer.from([0x41, 0xe9, 0x41])],
  ["utf-8", Buffer.from([0x41, 0xc3])],
  ["utf-16le", Buffer.from([0x41, 0x00, 0x42])],
  ["utf-16le", Buffer.from([0x00, 0xd8, 0x41, 0x00])],
  ["windows-1252", Buffer.from([0x41, 0x81])],
  ["shift_jis", Buffer.from([0x41, 0xff])],
] as const)("bytes that are not %s are refused, never replaced", (encoding, bytes) => {
  const decode = () => {
    const decoder = createDecoder(encoding);
    return decoder.write(bytes) + decoder.end();
  };
  expect(decode).toThrow(/cannot be read as .* Choose another encoding/);
});
