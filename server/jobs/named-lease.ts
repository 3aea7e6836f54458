import type { Ctx } from "@/server/ctx";
import { fromDbTime, insertRows, inTransaction, toDbTime } from "@/server/db";
import { isGone, newLeaseHolder } from "./lease-holder";

/** Several renewals long; whoever is only slow finds it gone and writes nothing more. */
const LEASE_MS = 15_000;
/** A lease with less left than this is renewed when it is looked at. */
const RENEW_MS = 10_000;

/** Another process does this now. */
export class LeaseLost extends Error {
  override name = "LeaseLost";
}

interface Row {
  lease_holder: string | null;
  lease_until: string | null;
}

/** What one process at a time does, such as taking mails in their order. It takes the lease when it is free and keeps it as long as it lives. */
export class NamedLease {
  private readonly holder = newLeaseHolder();

  constructor(private readonly name: string) {}

  /** Whether it is this one's now; whoever has it and is surely dead has it no longer. */
  async take(ctx: Ctx): Promise<boolean> {
    const seen = await this.read(ctx);
    if (seen && !this.isFree(ctx, seen) && !this.isDue(ctx, seen)) return seen.lease_holder === this.holder;
    return inTransaction(ctx, async (tx) => {
      await insertRows(tx.db, "named_leases", [{ name: this.name }], this.leaveKnown(tx));
      const row = await this.read(tx, this.hold(tx));
      if (!row || !this.isFree(tx, row)) return false;
      await this.write(tx);
      return true;
    });
  }

  /**
   * In the transaction of what it is held for.
   * @throws LeaseLost
   */
  async keepIn(tx: Ctx): Promise<void> {
    const row = await this.read(tx, this.hold(tx));
    if (row?.lease_holder !== this.holder) throw new LeaseLost(`Another process has taken over ${this.name}.`);
    if (this.isDue(tx, row)) await this.write(tx);
  }

  /** Lets another process have it at once. */
  async release(ctx: Ctx): Promise<void> {
    await inTransaction(ctx, (tx) =>
      tx.db.query(
        "UPDATE named_leases SET lease_holder = NULL, lease_until = NULL WHERE name = ? AND lease_holder = ?",
        [this.name, this.holder],
      ),
    );
  }

  private async read(ctx: Ctx, hold = ""): Promise<Row | undefined> {
    const [row]: Row[] = await ctx.db.query(
      `SELECT lease_holder, lease_until FROM named_leases WHERE name = ? ${hold}`,
      [this.name],
    );
    return row;
  }

  private async write(tx: Ctx): Promise<void> {
    await tx.db.query("UPDATE named_leases SET lease_holder = ?, lease_until = ? WHERE name = ?", [
      this.holder,
      toDbTime(new Date(tx.now().getTime() + LEASE_MS)),
      this.name,
    ]);
  }

  /** Nobody's, or this one's, or one's who is gone. */
  private isFree(ctx: Ctx, { lease_holder, lease_until }: Row): boolean {
    if (lease_holder === null || lease_until === null || lease_holder === this.holder) return true;
    return fromDbTime(lease_until) <= ctx.now() || isGone(lease_holder);
  }

  private isDue(ctx: Ctx, { lease_holder, lease_until }: Row): boolean {
    if (lease_holder !== this.holder || lease_until === null) return false;
    return fromDbTime(lease_until).getTime() - ctx.now().getTime() < RENEW_MS;
  }

  private hold = (tx: Ctx): string => (tx.database.kind === "sqlite" ? "" : "FOR UPDATE");

  private leaveKnown = (tx: Ctx): string =>
    tx.database.kind === "sqlite" ? "ON CONFLICT DO NOTHING" : "ON DUPLICATE KEY UPDATE name = name";
}
