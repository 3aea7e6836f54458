import { boundedMail } from "./bounded-mail";
import { readMail } from "./read-mail";

const HEAD = "From: ann@example.com\r\nSubject: Printer\r\n";
const parts = (count: number) =>
  Buffer.from(`${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\n\r\nx\r\n".repeat(count)}--b--\r\n`);
const read = (mail: string | Buffer) => readMail(Buffer.from(mail), () => false);

test("A mail of thousands of parts is refused at once, one of hundreds is read", async () => {
  await expect(read(parts(10_000))).rejects.toThrow("more than 1000 parts");
  expect((await read(parts(200))).said).toContain("x");
});

test("Lines of a text that look like the ends of parts are no parts", () => {
  const mail = Buffer.from(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n${"--\r\n".repeat(5000)}--b--\r\n`,
  );
  expect(boundedMail(mail)).toBe(mail);
});

test("Of fifty thousand addresses the first are read, and of thousands of references the last", async () => {
  const to = Array.from({ length: 50_000 }, (_, n) => `a${n}@example.com`).join(",\r\n ");
  const references = Array.from({ length: 20_000 }, (_, n) => `<${n}@example.com>`).join("\r\n ");
  const mail = await read(`${HEAD}To: ${to}\r\nReferences: ${references}\r\n\r\nIt is broken.`);
  expect(mail.recipients[0]).toBe("a0@example.com");
  expect(mail.references.at(-1)).toBe("<19999@example.com>");
  expect(mail.said).toBe("It is broken.");
});
