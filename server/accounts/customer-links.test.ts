import { inTransaction } from "@/server/db";
import { countStatements } from "@/server/testing/count-statements";
import { aCustomer } from "@/server/testing/customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { issueLinks, type LinkPurpose } from "./customer-links";
import { hashOfSecret } from "./secret";

interface LinkRow {
  customer_id: number;
  token_hash: string;
  purpose: string;
  email_key: string | null;
  pending_password_hash: string | null;
  created_at: string;
  expires_at: string;
}

forEachDatabase("a link for a customer", (open) => {
  async function aDesk() {
    const ctx = testCtx(await open());
    const rows = (): Promise<LinkRow[]> => ctx.db.query("SELECT * FROM customer_links ORDER BY customer_id");
    const issue = (purpose: LinkPurpose, ...ids: number[]) => inTransaction(ctx, (tx) => issueLinks(tx, purpose, ids));
    return { ctx, rows, issue };
  }

  test("carries 256 random bits, of which the database knows the hash alone", async () => {
    const { ctx, rows, issue } = await aDesk();
    const [ann, bob] = [await aCustomer(ctx, { email: "Ann@Example.com" }), await aCustomer(ctx)];
    const links = await issue("reset", ann.id, bob.id);
    const secrets = [...links.values()].map((link) => new URL(link).searchParams.get("token") ?? "");
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(new Set(secrets).size).toBe(2);
    expect(links.get(ann.id)).toMatch(/^http:\/\/localhost:3000\/hub\/set-password\?token=[\w-]{43}$/);
    const [row] = await rows();
    expect(row).toMatchObject({
      customer_id: ann.id,
      token_hash: hashOfSecret(secrets[0] ?? ""),
      email_key: "ann@example.com",
    });
    expect(JSON.stringify(await rows())).not.toContain(secrets[0]);
  });

  test.each([
    ["confirm", "2026-03-07 05:06:07.089", "/hub/confirm"],
    ["invitation", "2026-03-07 05:06:07.089", "/hub/set-password"],
    ["reset", "2026-03-05 05:06:07.089", "/hub/set-password"],
  ] as const)("for %s is good until %s and leads to %s", async (purpose, until, path) => {
    const { ctx, rows, issue } = await aDesk();
    const ann = await aCustomer(ctx);
    const link = (await issue(purpose, ann.id)).get(ann.id) ?? "";
    expect(await rows()).toMatchObject([{ purpose, expires_at: until }]);
    expect(new URL(link).pathname).toBe(path);
  });

  test("ends the customer's older links, whatever they were for, and nobody else's", async () => {
    const { ctx, rows, issue } = await aDesk();
    const [ann, bob] = [await aCustomer(ctx), await aCustomer(ctx)];
    await issue("confirm", ann.id, bob.id);
    const [, bobs] = await rows();
    await issue("reset", ann.id);
    expect(await rows()).toMatchObject([{ customer_id: ann.id, purpose: "reset" }, bobs]);
  });

  test("is one when two ask for it at the same moment, and the later one's works", async () => {
    const { ctx, rows, issue } = await aDesk();
    const ann = await aCustomer(ctx);
    const asked = await Promise.all(Array.from({ length: 8 }, () => issue("reset", ann.id)));
    const left = await rows();
    expect(left).toHaveLength(1);
    const hashes = asked.map((links) => hashOfSecret(new URL(links.get(ann.id) ?? "").searchParams.get("token") ?? ""));
    expect(hashes).toContain(left[0]?.token_hash);
  });

  test("is made for a customer without an e-mail and goes with no address", async () => {
    const { ctx, rows, issue } = await aDesk();
    const { id } = await aCustomer(ctx, { mobile: "+44 20 7946 0000" });
    await issue("reset", id);
    expect(await rows()).toMatchObject([{ email_key: null }]);
  });

  test("costs as many statements for a hundred customers as for two", async () => {
    const { ctx, issue } = await aDesk();
    const ids: number[] = [];
    for (let number = 0; number < 64; number += 1) ids.push((await aCustomer(ctx)).id);
    const few = await countStatements(ctx.database, () => issue("reset", ...ids.slice(0, 1)));
    expect(await countStatements(ctx.database, () => issue("reset", ...ids))).toBe(few);
  });
});
