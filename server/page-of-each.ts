import type { Ctx } from "@/server/ctx";

/** A page of what hangs on one owner. */
export interface Page<Row> {
  rows: Row[];
  hasMore: boolean;
}

/** `after` is the id of the last one on the page before. */
export interface PageOf {
  first: number;
  after?: number;
}

export interface Walk {
  /** Columns, tables and conditions; its first parameter is the owner's id. */
  from: string;
  parameters: readonly unknown[];
  id: string;
  isNewestFirst?: boolean;
}

/** SQLite takes 500 parts of a union. A page of a list is at most 100. */
const MAX_WALKS = 200;

/** The same page for each owner in one statement. Each walk along its index ends after the page, which a window does not. */
export async function pageOfEach<Raw extends { id: number }>(
  ctx: Ctx,
  ownerIds: readonly number[],
  { from, parameters, id, isNewestFirst = false }: Walk,
  { first, after }: PageOf,
): Promise<Map<number, Page<Raw>>> {
  const beyond = after === undefined ? "" : `AND ${id} ${isNewestFirst ? "<" : ">"} ?`;
  const way = isNewestFirst ? "DESC" : "ASC";
  const walk = `SELECT * FROM (SELECT ? AS owner_id, ${from} ${beyond} ORDER BY ${id} ${way} LIMIT ?) walk`;
  const pages = new Map<number, Page<Raw>>(ownerIds.map((owner) => [owner, { rows: [], hasMore: false }]));
  for (let start = 0; start < ownerIds.length; start += MAX_WALKS) {
    const slice = ownerIds.slice(start, start + MAX_WALKS);
    const rows: (Raw & { owner_id: number | string })[] = await ctx.db.query(
      slice.map(() => walk).join(" UNION ALL "),
      slice.flatMap((owner) => [owner, owner, ...parameters, ...(after === undefined ? [] : [after]), first + 1]),
    );
    for (const row of rows) pages.get(Number(row.owner_id))?.rows.push(row);
  }
  for (const page of pages.values()) {
    // A union promises no order.
    page.rows.sort((a, b) => (isNewestFirst ? b.id - a.id : a.id - b.id));
    page.hasMore = page.rows.length > first;
    page.rows.length = Math.min(page.rows.length, first);
  }
  return pages;
}

export function mapPages<Raw, Row>(pages: Map<number, Page<Raw>>, rowOf: (raw: Raw) => Row): Map<number, Page<Row>> {
  return new Map([...pages].map(([id, { rows, hasMore }]) => [id, { rows: rows.map(rowOf), hasMore }]));
}
