import { Readable } from "node:stream";
import { MAX_MAIL_BYTES, readRaw } from "./raw-mail";

test("no more of a mail is read than one may have", async () => {
  const part = Buffer.alloc(1024 * 1024);
  let read = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        read += part.length;
        yield part;
      }
    })(),
    { highWaterMark: 1 },
  );
  await expect(readRaw(endless)).rejects.toMatchObject({ problems: [{ code: "TOO_LARGE" }] });
  expect(read).toBeLessThan(MAX_MAIL_BYTES + 4 * part.length);
  expect(await readRaw(Readable.from([Buffer.from("Subject: "), Buffer.from("Hi")]))).toEqual(
    Buffer.from("Subject: Hi"),
  );
});
