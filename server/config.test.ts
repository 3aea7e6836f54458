import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConfigError, readConfig } from "./config";

const folder = () => mkdtempSync(path.join(tmpdir(), "deskfolk-config-"));
const SECRET = "s".repeat(32);

test("nothing set is demo mode: embedded, on this machine alone, with a secret made once", () => {
  const here = folder();
  const first = readConfig({}, here);
  expect(first).toMatchObject({ demo: true, host: "127.0.0.1", port: 3000, appUrl: "http://localhost:3000" });
  expect(first.database).toEqual({ kind: "sqlite", file: path.join(here, "data", "deskfolk.sqlite") });
  expect(readConfig({}, here).authSecret).toBe(first.authSecret);
  expect(statSync(path.join(here, "data", "auth-secret")).mode & 0o777).toBe(0o600);
});

test("anything else refuses to start without its secret and address, and says both at once", () => {
  const tell = () => readConfig({ DATABASE_URL: "mysql://db/desk" }, folder());
  expect(tell).toThrow(ConfigError);
  expect(tell).toThrow(/AUTH_SECRET is missing[\s\S]*APP_URL is missing/);
});

test("every problem is listed, not the first only", () => {
  const tell = () =>
    readConfig(
      { DATABASE_URL: "postgres://x", PORT: "http", APP_URL: "help", AUTH_SECRET: "short", WORKER: "maybe" },
      folder(),
    );
  for (const name of ["DATABASE_URL", "PORT", "APP_URL", "AUTH_SECRET", "WORKER"]) expect(tell).toThrow(name);
});

test("a full configuration is taken as it is", () => {
  const config = readConfig(
    {
      DATABASE_URL: "mariadb://u:p@db/desk",
      APP_URL: "https://help.example.com/",
      AUTH_SECRET: SECRET,
      PORT: "8080",
      WORKER: "off",
    },
    folder(),
  );
  expect(config).toMatchObject({
    database: { kind: "mysql", url: "mysql://u:p@db/desk" },
    appUrl: "https://help.example.com",
    port: 8080,
    host: "0.0.0.0",
    demo: false,
    runsWorker: false,
  });
});

const LIVE = { DATABASE_URL: "mysql://db/desk", APP_URL: "https://help.example.com", AUTH_SECRET: SECRET };

test("mail stays in the built-in mailbox until a way of sending is set", () => {
  expect(readConfig(LIVE, folder()).mail).toMatchObject({ transport: { kind: "mailbox" }, perSecond: null });
  const resend = { ...LIVE, RESEND_API_KEY: "re_1", MAIL_FROM: "Acme Help <help@acme.example>" };
  expect(readConfig(resend, folder()).mail).toMatchObject({
    transport: { kind: "resend", apiKey: "re_1", baseUrl: "https://api.resend.com" },
    from: { name: "Acme Help", address: "help@acme.example" },
    perSecond: 5,
  });
  const smtp = { ...LIVE, SMTP_URL: "smtp://mail.example:587", MAIL_FROM: "help@acme.example", MAIL_RATE: "20" };
  expect(readConfig(smtp, folder()).mail).toMatchObject({
    transport: { kind: "smtp", url: "smtp://mail.example:587" },
    from: { name: null, address: "help@acme.example" },
    perSecond: 20,
  });
});

test("a sender is needed to send, but not to try the product", () => {
  const key = { RESEND_API_KEY: "re_1" };
  expect(() => readConfig({ ...LIVE, ...key }, folder())).toThrow("MAIL_FROM is missing");
  expect(readConfig(key, folder()).mail.from.address).toBe("desk@desk.example");
});

test("mail settings that cannot work are told one by one", () => {
  const wrong = {
    MAIL_FROM: "Acme <help@acme.example>\r\nBcc: all@acme.example",
    SUPPORT_ADDRESS: "help",
    RESEND_BASE_URL: "ftp://x",
    RESEND_WEBHOOK_SECRET: "secret",
    SMTP_URL: "http://mail.example",
    RESEND_API_KEY: "re 1",
    MAIL_RATE: "fast",
    MAIL_TIMEOUT: "0",
  };
  const tell = () => readConfig({ ...LIVE, ...wrong }, folder());
  for (const name of Object.keys(wrong)) expect(tell).toThrow(name);
  expect(tell).toThrow("both set");
});
