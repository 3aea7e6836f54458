import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, placeholders } from "@/server/db";
import { enqueueJob, type NewJob } from "@/server/jobs/enqueue-job";
import { JobStatus } from "@/server/jobs/job.entity";
import type { JobHandler, RunningJob } from "@/server/jobs/run-job";
import { allow } from "@/server/permissions";
import { type CustomerRow, selectCustomers } from "./customer-row";
import type { Sql } from "./customer-view";
import { type DuplicateKeyKind, duplicateKeysOf, isDomainTypo } from "./duplicate-keys";
import { DuplicateReason } from "./possible-duplicate.entity";
import { notePossibleDuplicate } from "./possible-duplicates";

const FIND = "customers.findDuplicates";
const SLICE = 100;
/** `info@` is shared by thousands and says nothing; nor does what so many have alike. */
const MOST_ALIKE = 20;

/** Which customers to look at: one, a few, those whom an import made or changed, or everybody. */
type Scope = { customerId: number } | { customerIds: number[] } | { importId: number } | { everybody: true };

/** Has a job look for possible duplicates of a customer, or of those of an import. Never in the request itself. */
export async function lookForDuplicates(tx: Ctx, scope: { customerId: number } | { importId: number }): Promise<void> {
  await enqueueJob(tx, duplicatesJob(scope));
}

/** That job, for who writes it together with others. */
export const duplicatesJob = (scope: Exclude<Scope, { everybody: true }>): NewJob => ({
  kind: FIND,
  payload: scope,
});

const EVERYBODY = { everybody: true } as const;

/** Has a job go through all customers, unless one is about to or at it: then it is that one. Returns the job's id. */
export async function findPossibleDuplicates(ctx: Ctx): Promise<number> {
  allow(ctx.actor, "customer.edit");
  return inTransaction(ctx, async (tx) => {
    const [underWay]: { id: number }[] = await tx.db.query(
      "SELECT id FROM jobs WHERE status IN (?, ?) AND kind = ? AND payload = ? ORDER BY id LIMIT 1",
      [JobStatus.QUEUED, JobStatus.RUNNING, FIND, JSON.stringify(EVERYBODY)],
    );
    return underWay?.id ?? enqueueJob(tx, { kind: FIND, payload: EVERYBODY });
  });
}

async function findAll(ctx: Ctx, job: RunningJob): Promise<void> {
  // The shape is the one that was enqueued above.
  const scope = job.payload as Scope;
  if ("customerId" in scope) return findAmong(ctx, [scope.customerId]);
  if ("customerIds" in scope) return findAmong(ctx, scope.customerIds);
  let done = 0;
  for (const walk of "importId" in scope ? [madeBy(scope.importId), changedBy(scope.importId)] : [ALL]) {
    for (let after = 0; ; ) {
      const rows: { id: number }[] = await ctx.db.query(walk.sql, [...walk.parameters, after, SLICE]);
      const last = rows.at(-1);
      if (!last) break;
      await findAmong(
        ctx,
        rows.map(({ id }) => id),
      );
      after = last.id;
      done += rows.length;
      await job.progress(done);
    }
  }
}

/** Each goes on after an id, for so many customers. */
const ALL: Sql = { sql: "SELECT id FROM customers WHERE id > ? ORDER BY id LIMIT ?", parameters: [] };
const madeBy = (importId: number): Sql => ({
  sql: "SELECT id FROM customers WHERE source_import_id = ? AND id > ? ORDER BY id LIMIT ?",
  parameters: [importId],
});
const changedBy = (importId: number): Sql => ({
  sql: `SELECT DISTINCT customer_id AS id FROM import_changes WHERE import_id = ?
    AND field IN ('email', 'firstName', 'lastName', 'organisation', 'deletedAt') AND customer_id > ? ORDER BY customer_id LIMIT ?`,
  parameters: [importId],
});

/** Renews the keys of these customers and notes who has one of them too. Doing it again changes nothing. */
async function findAmong(ctx: Ctx, ids: readonly number[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const customers = (await selectCustomers(tx.db, `WHERE c.id IN ${placeholders(ids.length)}`, [...ids])).filter(
      (customer) => !customer.isDeleted,
    );
    await tx.db.query(`DELETE FROM duplicate_keys WHERE customer_id IN ${placeholders(ids.length)}`, [...ids]);
    const emails = await emailKeysOf(tx, ids);
    const keys = customers.flatMap((customer) =>
      duplicateKeysOf(customer, emails.get(customer.id) ?? []).map(({ kind, key }) => ({
        customer_id: customer.id,
        kind,
        match_key: key,
      })),
    );
    await insertRows(tx.db, "duplicate_keys", keys);
    const shared = await sharedKeys(tx, keys);
    for (const key of keys) if (shared.has(`${key.kind} ${key.match_key}`)) await noteAlike(tx, key);
  });
}

/** Of these keys those that more than one customer has: most are nobody else's, and this is one statement for all of a kind. */
async function sharedKeys(tx: Ctx, keys: readonly { kind: DuplicateKeyKind; match_key: string }[]) {
  const shared = new Set<string>();
  for (const kind of new Set(keys.map((key) => key.kind))) {
    const wanted = [...new Set(keys.filter((key) => key.kind === kind).map((key) => key.match_key))];
    const rows: { match_key: string }[] = await tx.db.query(
      `SELECT match_key FROM duplicate_keys WHERE kind = ? AND match_key IN ${placeholders(wanted.length)}
        GROUP BY match_key HAVING COUNT(*) > 1`,
      [kind, ...wanted],
    );
    for (const { match_key } of rows) shared.add(`${kind} ${match_key}`);
  }
  return shared;
}

async function noteAlike(
  tx: Ctx,
  own: { customer_id: number; kind: DuplicateKeyKind; match_key: string },
): Promise<void> {
  const rows: { customer_id: number }[] = await tx.db.query(
    "SELECT customer_id FROM duplicate_keys WHERE kind = ? AND match_key = ? AND customer_id <> ? LIMIT ?",
    [own.kind, own.match_key, own.customer_id, MOST_ALIKE + 1],
  );
  if (rows.length === 0 || rows.length > MOST_ALIKE) return;
  const among = [own.customer_id, ...rows.map((row) => row.customer_id)];
  const customers = await selectCustomers(tx.db, `WHERE c.id IN ${placeholders(among.length)}`, among);
  const emails = await emailKeysOf(tx, among);
  const known = (customer: CustomerRow) => ({ customer, emailKeys: emails.get(customer.id) ?? [] });
  const self = customers.find(({ id }) => id === own.customer_id);
  if (!self) return;
  for (const other of customers) {
    if (other.id === self.id || other.isDeleted || !isAlike(own.kind, known(self), known(other))) continue;
    const reason = own.kind === "name" ? DuplicateReason.SAME_NAME : DuplicateReason.SIMILAR_EMAIL;
    await notePossibleDuplicate(tx, [self.id, other.id], reason);
  }
}

interface Known {
  customer: CustomerRow;
  emailKeys: readonly string[];
}

/** A key may be as old as the customer's last change but one; the customers themselves decide. */
function isAlike(kind: DuplicateKeyKind, one: Known, other: Known): boolean {
  if (kind === "local") return one.emailKeys.some((a) => other.emailKeys.some((b) => isDomainTypo(a, b)));
  const keysOf = ({ customer, emailKeys }: Known) =>
    duplicateKeysOf(customer, emailKeys).flatMap((key) => (key.kind === kind ? [key.key] : []));
  const others = new Set(keysOf(other));
  return keysOf(one).some((key) => others.has(key));
}

/** Every address of these customers, the primary ones and the others: one statement however many. */
async function emailKeysOf(tx: Ctx, ids: readonly number[]): Promise<Map<number, string[]>> {
  const rows: { customer_id: number; identifier_key: string }[] = await tx.db.query(
    `SELECT customer_id, identifier_key FROM customer_identifiers
      WHERE kind = 'email' AND customer_id IN ${placeholders(ids.length)}`,
    [...ids],
  );
  const found = new Map<number, string[]>();
  for (const { customer_id, identifier_key } of rows)
    found.set(customer_id, [...(found.get(customer_id) ?? []), identifier_key]);
  return found;
}

/** The jobs of this file, for the worker. */
export const duplicateJobs: [string, JobHandler][] = [[FIND, findAll]];
