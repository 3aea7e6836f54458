import { issueLinks } from "@/server/accounts/customer-links";
import { inTransaction } from "@/server/db";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer, customerWith } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { aHubCustomer } from "@/server/testing/hub-customers";
import { type TestCtx, testCtx } from "@/server/testing/test-ctx";
import { startImport } from "./start-import";
import { importOfFile, previewOfFile, runJobs } from "./test-imports";
import { undoImport } from "./undo-import";

/** Mails of this kind and whom they go to. */
const told = async (ctx: TestCtx): Promise<string[]> => {
  const rows: { address: string }[] = await ctx.db.query(
    "SELECT address FROM mails WHERE kind = 'addressChanged' ORDER BY id",
  );
  return rows.map((row) => row.address);
};

const accessOf = async (ctx: TestCtx, id: number) => {
  const [login]: { session_version: number }[] = await ctx.db.query(
    "SELECT session_version FROM customer_logins WHERE customer_id = ?",
    [id],
  );
  const links: unknown[] = await ctx.db.query("SELECT token_hash FROM customer_links WHERE customer_id = ?", [id]);
  const [email]: { is_verified: number }[] = await ctx.db.query(
    "SELECT is_verified FROM customer_identifiers WHERE customer_id = ? AND kind = 'email'",
    [id],
  );
  return { sessionVersion: login?.session_version, links: links.length, isVerified: email?.is_verified === 1 };
};

forEachDatabase("an import that changes an e-mail", (open) => {
  test("ends what the former mailbox could still do and tells it, as the form does; so does its undo", async () => {
    const ctx = testCtx(await open());
    const { id } = await aHubCustomer(ctx, { email: "Old@example.com", mobile: "+44 7700 900001" });
    await inTransaction(ctx, (tx) => issueLinks(tx, "reset", [id]));
    const before = await accessOf(ctx, id);
    expect(before).toMatchObject({ links: 1, isVerified: true });

    const done = await importOfFile(ctx, "email,mobile\nnew@example.com,+44 7700 900001\n");
    expect(await customerWith(ctx, id)).toMatchObject({ email: "new@example.com" });
    const after = await accessOf(ctx, id);
    expect(after).toMatchObject({ links: 0, isVerified: false });
    expect(after.sessionVersion).toBeGreaterThan(before.sessionVersion ?? 0);
    expect(await told(ctx)).toEqual(["Old@example.com"]);

    ctx.clock.advance(1000);
    await undoImport(ctx, { importId: done.id });
    await runJobs(ctx);
    expect(await customerWith(ctx, id)).toMatchObject({ email: "Old@example.com" });
    expect((await accessOf(ctx, id)).sessionVersion).toBeGreaterThan(after.sessionVersion ?? 0);
    expect(await told(ctx)).toEqual(["Old@example.com", "new@example.com"]);
  });

  test("leaves alone who only gets another spelling, or a first address", async () => {
    const ctx = testCtx(await open());
    await aCustomer(ctx, { email: "ann@example.com", mobile: "+44 7700 900001" });
    await aCustomer(ctx, { mobile: "+44 7700 900002" });
    await importOfFile(ctx, "email,mobile\nAnn@Example.com,+44 7700 900001\nbob@example.com,+44 7700 900002\n");
    expect(await told(ctx)).toEqual([]);
  });

  test("does it for many with as many statements as for a few", async () => {
    const ctx = testCtx(await open());
    const phone = (n: number) => `+44 7700 ${900_000 + n}`;
    for (let n = 0; n < 22; n += 1) await aCustomer(ctx, { email: `old${n}@example.com`, mobile: phone(n) });
    const statementsFor = async (from: number, to: number) => {
      const rows = Array.from({ length: to - from }, (_, n) => `new${from + n}@example.com,${phone(from + n)}`);
      const { id } = await previewOfFile(ctx, `email,mobile\n${rows.join("\n")}\n`);
      await startImport(ctx, { importId: id });
      return countStatements(ctx.database, () => runJobs(ctx));
    };
    const few = await statementsFor(0, 2);
    const many = await statementsFor(2, 22);
    expect(await told(ctx)).toHaveLength(22);
    // A row each would be twenty and more.
    expect(many - few).toBeLessThan(18);
  });
});
