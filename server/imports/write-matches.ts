import { type Happening, recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { setAllDeleted } from "@/server/customers/delete-customers";
import { leaveAddresses } from "@/server/customers/leave-address";
import { insertCustomers, updateCustomers } from "@/server/customers/write-customers";
import { insertRows } from "@/server/db";
import { shortened } from "@/server/shortened";
import { announceCustomers } from "@/server/webhooks/announce-customers";
import { type Claims, customerClaim, emailClaim, mobileClaim } from "./claims";
import { keepFormer } from "./former-state";
import { RowVerdict } from "./import-preview-row.entity";
import type { Match } from "./match-rows";

/** How the rows of a slice ended, as `imports` counts them. */
export interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
  restored: number;
  failed: number;
}

const COUNTED: Record<RowVerdict, keyof ImportCounts> = {
  [RowVerdict.CREATE]: "created",
  [RowVerdict.UPDATE]: "updated",
  [RowVerdict.UNCHANGED]: "unchanged",
  [RowVerdict.RESTORE]: "restored",
  [RowVerdict.ERROR]: "failed",
};

/** Writes what a slice's rows mean, with their history, in the caller's transaction. */
export async function writeMatches(
  tx: Ctx,
  importId: number,
  matches: readonly Match[],
  claims: Claims,
): Promise<ImportCounts> {
  const met = new Map<string, number>();
  const happenings: Happening[] = [];
  await createAll(tx, importId, matches, claims);
  await keepFormer(tx, importId, matches.filter(changesSomebody));
  await change(tx, matches.filter(changesSomebody));
  for (const match of matches) {
    if (match.verdict === RowVerdict.ERROR || match.verdict === RowVerdict.CREATE) continue;
    const { before, diff, checked, verdict } = match;
    met.set(customerClaim(before.id), checked.line);
    // An address that this line takes off would make a second person of a later line that still has it.
    for (const claim of replacedKeys(match)) met.set(claim, checked.line);
    if (verdict === RowVerdict.UNCHANGED) continue;
    const action = verdict === RowVerdict.RESTORE ? "customer.restored" : "customer.updated";
    happenings.push({ customerId: before.id, action, changes: diff, importId });
  }
  await recordActivity(tx, happenings);
  await claims.add(met);
  await insertRows(tx.db, "import_failures", failuresOf(importId, matches));

  const counts: ImportCounts = { created: 0, updated: 0, unchanged: 0, restored: 0, failed: 0 };
  for (const { verdict } of matches) counts[COUNTED[verdict]] += 1;
  return counts;
}

type Met = Extract<Match, { before: unknown }>;

const changesSomebody = (match: Match): match is Met =>
  match.verdict === RowVerdict.UPDATE || match.verdict === RowVerdict.RESTORE;

/** Rows that change customers: each of these customers comes once, for a second row of theirs is an error. */
async function change(tx: Ctx, matches: readonly Met[]): Promise<void> {
  const restored = matches.filter(({ verdict }) => verdict === RowVerdict.RESTORE).map(({ before }) => before.id);
  await setAllDeleted(tx, restored, false);
  await updateCustomers(tx, matches);
  await leaveAddresses(tx, matches);
}

/** Their timelines begin without a line written for each: see `madeByImport`. */
async function createAll(tx: Ctx, importId: number, matches: readonly Match[], claims: Claims): Promise<void> {
  const created = matches.flatMap((match) => (match.verdict === RowVerdict.CREATE ? [match] : []));
  const ids = await insertCustomers(
    tx,
    created.map((match) => match.after),
  );
  const [firstId] = ids;
  if (firstId === undefined) return;
  await announceCustomers(
    tx,
    ids.map((customerId) => ({ customerId, action: "customer.created", importId })),
  );
  await claims.addCreated(
    firstId,
    created.map((match) => match.checked.line),
  );
}

function replacedKeys({ before, after }: Met): string[] {
  return [
    ...(before.emailKey && before.emailKey !== after.emailKey ? [emailClaim(before.emailKey)] : []),
    ...(before.mobileKey && before.mobileKey !== after.mobileKey ? [mobileClaim(before.mobileKey)] : []),
  ];
}

function failuresOf(importId: number, matches: readonly Match[]): Record<string, unknown>[] {
  return matches.flatMap((match) =>
    match.verdict === RowVerdict.ERROR
      ? [
          {
            import_id: importId,
            row_no: match.checked.row,
            line: match.checked.line,
            column_name: match.problem.column === undefined ? null : shortened(match.problem.column, 200),
            reason: match.problem.message,
          },
        ]
      : [],
  );
}
