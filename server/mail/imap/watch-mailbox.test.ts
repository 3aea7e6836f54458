import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/server/ctx";
import { forEachDatabase } from "@/server/testing/databases";
import { type Dovecot, hasDovecot, startDovecot } from "@/server/testing/dovecot";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { ImapMailbox } from "./imap-mailbox.entity";
import { watchMailbox } from "./watch-mailbox";

if (!hasDovecot) {
  process.stderr.write("\nNOT RUN: the tests of IMAP need a real Dovecot: apt-get install dovecot-imapd\n\n");
  // A file without tests fails.
  test.skip("a mailbox on an IMAP server", () => undefined);
}

let dovecot: Dovecot;
const watchers: (() => Promise<void>)[] = [];
beforeEach(async () => {
  if (hasDovecot) dovecot = await startDovecot();
});
afterEach(async () => {
  for (const stop of watchers.splice(0)) await stop();
  if (hasDovecot) await dovecot.close();
});

const message = (subject: string) =>
  `From: Ann <ann@example.com>\r\nTo: help@desk.example\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.com>\r\n\r\nHello.\r\n`;

/** Its own clock: leases run out. */
const onTime = (ctx: TestCtx): Ctx => ({ ...ctx, now: () => new Date() });

/** Watches the mailbox as a worker does, keeping the subjects of what it is given. */
function watch(ctx: TestCtx, store: (subject: string, raw: Buffer) => Promise<void> | void) {
  let isStopping = false;
  const ended = watchMailbox(onTime(ctx), {
    imap: dovecot.imap,
    maxBytes: 10_000,
    isStopping: () => isStopping,
    take: async (raw) => store(/^Subject: (.*)\r$/m.exec(raw.toString())?.[1] ?? "", raw),
  });
  const stop = async () => {
    isStopping = true;
    await ended;
  };
  watchers.push(stop);
  return stop;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 50) {
    if (waited > 25_000) throw new Error("It did not come true.");
    await sleep(50);
  }
}

(hasDovecot ? forEachDatabase : () => undefined)("a mailbox on an IMAP server", (open) => {
  test("is read: what nobody has read before the first look, and then whatever comes, at once", async () => {
    const ctx = testCtx(await open());
    await dovecot.deliver(message("answered-long-ago"), ["\\Seen"]);
    await dovecot.deliver(message("waiting"));
    const stored: string[] = [];
    watch(ctx, (subject) => void stored.push(subject));
    await until(() => stored.length === 1);
    // IDLE tells of it; the next look by the clock is a minute away.
    const deliveredAt = Date.now();
    await dovecot.deliver(message("new"));
    await dovecot.deliver(message("new-and-read-elsewhere"), ["\\Seen"]);
    await until(() => stored.length === 3);
    expect(Date.now() - deliveredAt).toBeLessThan(20_000);
    expect(stored).toEqual(["waiting", "new", "new-and-read-elsewhere"]);
    await until(async () => (await dovecot.flags()).every((flags) => flags.includes("\\Seen")));
  });

  test("gives the beginning of a message that is too long, and keeps the whole", async () => {
    const ctx = testCtx(await open());
    await dovecot.deliver(`${message("long")}${`${"x".repeat(70)}\r\n`.repeat(500)}`);
    const stored: string[] = [];
    watch(ctx, (_, raw) => void stored.push(raw.toString()));
    await until(() => stored.length === 1);
    expect(stored[0]).toMatch(
      /^X-Deskfolk-Note: Cut short\. All \d{5} bytes of it are in the mailbox of help\.\r\nFrom: Ann/,
    );
    expect(stored[0]?.length).toBeLessThan(11_000);
    expect(stored[0]).toContain("Hello.");
    expect(await dovecot.flags()).toHaveLength(1);
  });

  test("is read on from where it was, also by another process", async () => {
    const ctx = testCtx(await open());
    const stored: string[] = [];
    const stop = watch(ctx, (subject) => void stored.push(subject));
    await dovecot.deliver(message("one"));
    await until(() => stored.length === 1);
    await stop();
    await dovecot.deliver(message("two"), ["\\Seen"]);
    watch(ctx, (subject) => void stored.push(subject));
    await until(() => stored.length === 2);
    await sleep(500);
    expect(stored).toEqual(["one", "two"]);
  });

  test("is read by one process of several, and by the next when that one stops", async () => {
    const ctx = testCtx(await open());
    const [left, right]: [string[], string[]] = [[], []];
    const stops = [watch(ctx, (subject) => void left.push(subject)), watch(ctx, (subject) => void right.push(subject))];
    await dovecot.deliver(message("one"));
    await until(() => left.length + right.length > 0);
    await sleep(500);
    expect(left.length + right.length).toBe(1);
    const [first, second] = left.length ? [0, right] : [1, left];
    await stops[first]?.();
    await dovecot.deliver(message("two"));
    await until(() => second.includes("two"));
    expect([...left, ...right]).toEqual(expect.arrayContaining(["one", "two"]));
    expect(left.length + right.length).toBe(2);
  });

  test("keeps what could not be stored: unread, and given again until it is", async () => {
    const ctx = testCtx(await open());
    await dovecot.deliver(message("first"));
    await dovecot.deliver(message("second"));
    const tries: string[] = [];
    let isFull = true;
    watch(ctx, (subject) => {
      tries.push(subject);
      if (isFull) throw new Error("The disk is full.");
    });
    await until(() => tries.length >= 1);
    await until(async () => (await ctx.db.find(ImapMailbox))[0]?.error === "The disk is full.");
    expect((await dovecot.flags()).flat()).toEqual([]);
    isFull = false;
    await until(() => tries.includes("second"));
    await until(async () => (await dovecot.flags()).flat().length === 2);
    expect((await ctx.db.find(ImapMailbox))[0]).toMatchObject({ error: null, name: "help on 127.0.0.1, INBOX" });
  });

  test("that was away is read when it is back, and read whole when its numbers are new", async () => {
    const ctx = testCtx(await open());
    const stored: string[] = [];
    watch(ctx, (subject) => void stored.push(subject));
    await dovecot.deliver(message("one"));
    await until(() => stored.length === 1);
    await dovecot.stop();
    await sleep(1000);
    await dovecot.start();
    await dovecot.deliver(message("two"));
    await until(() => stored.includes("two"));
    expect(stored).toEqual(["one", "two"]);
    await dovecot.renumber();
    // Whoever stores them tells that these are the same: better twice than never.
    await until(() => stored.length >= 4);
    expect(stored.slice(2).sort()).toEqual(["one", "two"]);
  });
});
