import { setImmediate as otherRequests } from "node:timers/promises";
import type { EntityManager } from "typeorm";
import type { OpenTransaction } from "./open-transaction";

interface Member {
  work: (db: EntityManager) => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** A lot is committed when it has taken this long: other processes wait for the file, and its first member for the answer. */
const LONGEST_MS = 10;

/**
 * Commits small transactions that wait at the same moment together, on SQLite: every page that a commit has touched is written,
 * and the ends of tables and indexes are touched by all of them. To each it is a transaction of its own: what fails is undone up to
 * its savepoint and takes nothing of the others with it, and nobody is told of success before the commit.
 */
export class GroupCommit {
  private readonly waiting: Member[] = [];

  constructor(
    private readonly inTurn: (work: () => Promise<void>) => Promise<void>,
    private readonly begin: () => Promise<OpenTransaction>,
  ) {}

  run<T>(work: (db: EntityManager) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      // What comes out is what this very work has returned.
      this.waiting.push({ work, resolve: (value) => resolve(value as T), reject });
      if (this.waiting.length === 1) this.schedule();
    });
  }

  private schedule(): void {
    void this.inTurn(async () => {
      await this.commitLot();
      if (this.waiting.length > 0) this.schedule();
    });
  }

  private async nextUntil(deadline: number): Promise<Member | undefined> {
    // What has arrived at the sockets meanwhile gets here before it goes on.
    if (this.waiting.length === 0) await otherRequests();
    return performance.now() < deadline ? this.waiting.shift() : undefined;
  }

  private async commitLot(): Promise<void> {
    const deadline = performance.now() + LONGEST_MS;
    const lot: { member: Member; value?: unknown }[] = [];
    let next = this.waiting.shift();
    try {
      const transaction = await this.begin();
      try {
        for (; next; next = await this.nextUntil(deadline)) {
          const outcome = await inSavepoint(transaction, next);
          if (outcome) lot.push({ member: next, ...outcome });
        }
        await transaction.commit();
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      for (const { member, value } of lot) member.resolve(value);
    } catch (error) {
      for (const member of [...lot.map((one) => one.member), ...(next ? [next] : [])]) member.reject(error);
    }
  }
}

/** Tells the member of its own failure; throws when all of the lot is lost. */
async function inSavepoint(transaction: OpenTransaction, member: Member): Promise<{ value: unknown } | undefined> {
  const { db } = transaction;
  await db.query("SAVEPOINT member");
  try {
    const value = await member.work(db);
    if (!transaction.isOpen()) throw new Error("The database has rolled the transaction back.");
    await db.query("RELEASE member");
    return { value };
  } catch (error) {
    if (!transaction.isOpen()) throw error;
    await db.query("ROLLBACK TO member");
    await db.query("RELEASE member");
    member.reject(error);
    return undefined;
  }
}
