import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { readPassword } from "./read-password";

async function ask(typed: string, isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const screen = new PassThrough();
  const password = readPassword(input, screen);
  input.end(typed);
  const answer = await password;
  screen.end();
  return { answer, shown: await text(screen) };
}

test("a password that is typed at the prompt is not shown", async () => {
  const { answer, shown } = await ask("correct horse battery\r", true);
  expect(answer).toBe("correct horse battery");
  expect(shown).toBe("Password (at least 12 characters): \n");
});

test("a password from another program is the first line, without a prompt", async () => {
  expect(await ask("correct horse battery\nsomething else\n", false)).toEqual({
    answer: "correct horse battery",
    shown: "",
  });
});

test("who gives up at the prompt, or sends nothing, has given no password", async () => {
  expect((await ask("corr\u0003", true)).answer).toBe("");
  expect((await ask("", false)).answer).toBe("");
});
