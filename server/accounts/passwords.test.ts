import { hashPassword, passwordProblem, verifyPassword } from "./passwords";

const ABOUT = ["Ann.Example@firm.example", "Ann", "Example", "Ann Example"];

test.each([
  "seven quiet lanterns",
  "correct horse battery",
  "Ann likes the sea a lot",
  "x7-Qp2 99",
  "пароль для Анны",
  "дванадцать!!",
  "漢字漢字仮名仮名かなカナ文字",
  "👩‍👩‍👧‍👦 family of mine",
  "                        spaces around   ",
  `${"a".repeat(500)} and something else`,
])("%j is taken when it is long enough", async (password) => {
  const isLong = Array.from(password).length >= 12;
  expect(await passwordProblem(password, ABOUT)).toBe(isLong ? undefined : "Use at least 12 characters.");
});

test.each([
  "password12345",
  "Password2026!",
  "PASSWORDPASSWORD",
  "pass word 1234",
  "1q2w3e4r5t6y",
  "QWERTY123456",
  "ｑｗｅｒｔｙ１２３４５６",
  "iloveyou!!!!!!",
  "!!!letmein!!!!",
])("%j is refused as a common one", async (password) => {
  expect(await passwordProblem(password, ABOUT)).toMatch(/first that somebody would try/);
});

test.each(["aaaaaaaaaaaa", "123456789012", "abcdefghijklmn", "zyxwvutsrqponm", "------------"])(
  "%j is refused as a run",
  async (password) => expect(await passwordProblem(password)).toMatch(/first that somebody would try/),
);

test.each([
  "Ann.Example@firm.example",
  "ann.example@FIRM.example1",
  "AnnExample2026",
  "ann example !!!",
  "annannannann",
])("%j is refused to Ann Example, and to nobody else", async (password) => {
  expect(await passwordProblem(password, ABOUT)).toMatch(/your own name or address/);
  expect((await passwordProblem(password, ["bob@example.com"])) ?? "").not.toMatch(/your own/);
});

test("ten characters are too few, a thousand are not too many, and a megabyte is refused at once", async () => {
  expect(await passwordProblem("q8 Zu!x p9w")).toBe("Use at least 12 characters.");
  expect(await passwordProblem(`${"lantern ".repeat(124)}seven`)).toBeUndefined();
  const started = performance.now();
  expect(await passwordProblem("x".repeat(1_000_000))).toBe("Use at most 1000 characters.");
  expect(performance.now() - started).toBeLessThan(200);
});

test("a password is the same however its letters were put together on the keyboard", async () => {
  const hash = await hashPassword("Zoë's café is open");
  expect(await verifyPassword(hash, "Zoe\u0308's cafe\u0301 is open")).toBe(true);
  expect(await verifyPassword(hash, "Zoe's cafe is open")).toBe(false);
  expect(await verifyPassword(undefined, "Zoe's cafe is open")).toBe(false);
});
