import { createPool, type Pool, type ResultSetHeader } from "mysql2/promise";

interface Wanted {
  count: number;
  resolve: (first: number) => void;
  reject: (error: unknown) => void;
}

/**
 * Moves the counters of `id_ranges` on MySQL, on a connection of its own and committed at once: in the transaction that needs the
 * ids, a counter's row would be locked until that transaction ends, and everybody who makes a customer or a ticket would wait in
 * one line. A connection of the pool will not do: when all of them are in transactions that wait for ids, none is left. Whoever
 * asks while the connection is busy is served together with all others who do.
 */
export class IdCounter {
  private readonly waiting = new Map<string, Wanted[]>();
  private pool: Pool | undefined;
  private isBusy = false;

  constructor(private readonly url: string) {}

  /** The first of `count` ids in a row. */
  take(name: string, count: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), { count, resolve, reject }]);
      if (!this.isBusy) void this.serve();
    });
  }

  async close(): Promise<void> {
    await this.pool?.end();
  }

  private async serve(): Promise<void> {
    this.isBusy = true;
    for (let next = this.nextLot(); next; next = this.nextLot()) await this.serveLot(...next);
    this.isBusy = false;
  }

  private nextLot(): [string, Wanted[]] | undefined {
    const [next] = this.waiting;
    if (next) this.waiting.delete(next[0]);
    return next;
  }

  private async serveLot(name: string, lot: readonly Wanted[]): Promise<void> {
    try {
      let first = await this.move(
        name,
        lot.reduce((sum, { count }) => sum + count, 0),
      );
      for (const { count, resolve } of lot) {
        resolve(first);
        first += count;
      }
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }

  private async move(name: string, count: number): Promise<number> {
    this.pool ??= createPool({ uri: this.url, connectionLimit: 1, connectTimeout: 10_000, enableKeepAlive: true });
    const [{ affectedRows, insertId }] = await this.pool.query<ResultSetHeader>(
      "UPDATE id_ranges SET next_id = LAST_INSERT_ID(next_id + ?) WHERE name = ?",
      [count, name],
    );
    if (affectedRows !== 1) throw new Error(`There is no id range ${name}.`);
    return insertId - count;
  }
}
