import { seal, Unreadable, unseal } from "./sealed-text";

const config = { authSecret: "a secret of the tests, long enough to be taken" };

test.each([
  ["nothing", ""],
  ["a short text", '{"link":"https://help.example.com/hub/set-password?token=ä"}'],
  ["a long one", "A hundred times nearly the same mail. ".repeat(5000)],
])("what is sealed can be read again, and only with the secret: %s", async (_, text) => {
  const parts = seal(config, text);
  expect(await unseal(config, parts)).toBe(text);
  expect(parts.join("")).not.toContain("token");
  await expect(unseal({ authSecret: "another" }, parts)).rejects.toThrow(Unreadable);
  const [first = "", ...rest] = parts;
  const damaged = `${first.slice(0, -6)}${first.slice(-6) === "AAAAAA" ? "BBBBBB" : "AAAAAA"}`;
  await expect(unseal(config, [damaged, ...rest])).rejects.toThrow(Unreadable);
});

test("what was sealed when everything was packed can still be read", async () => {
  const sealed = "3+fPguzBHK/jwNx7vHqsM1Up0Yx7qC9KWEXTRnpv/IbpT4C8bH2yf2rLPXQzjmqK";
  expect(await unseal(config, [sealed])).toBe("a text of before");
});
