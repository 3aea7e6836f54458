import { recordActivity } from "@/server/activity/record-activity";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, toDbTime } from "@/server/db";
import { DeniedError, notFound, UserError } from "@/server/errors";
import { mapPages, type Page, type PageOf, pageOfEach } from "@/server/page-of-each";
import { allow } from "@/server/permissions";
import { wellFormed } from "@/server/tags/one-line";
import { mustBeThere } from "./customer-tags";
import { firstCodePoints } from "./identity/fold";
import { lockCustomers } from "./lock-customers";

/** Four bytes a character fit a TEXT column of MySQL. */
const MAX_NOTE = 10_000;
/** The timeline tells what it was about; the note itself stands in its own panel. */
const EXCERPT = 120;

export interface NoteRow {
  id: number;
  customerId: number;
  authorId: number | null;
  authorName: string;
  body: string;
  /** Database time, UTC. */
  createdAt: string;
  updatedAt: string;
}

interface RawNote {
  id: number;
  customer_id: number;
  author_id: number | null;
  author_name: string;
  body: string;
  created_at: string;
  updated_at: string;
}

/** Writes a note on a customer. */
export async function addCustomerNote(ctx: Ctx, input: { customerId: number; body: string }): Promise<void> {
  allow(ctx.actor, "customer.edit");
  const body = checkNote(input.body);
  await inTransaction(ctx, async (tx) => {
    await lockCustomers(tx, [input.customerId]);
    await mustBeThere(tx, input.customerId);
    const { actor } = tx;
    const now = toDbTime(tx.now());
    await insertRows(tx.db, "customer_notes", [
      {
        customer_id: input.customerId,
        author_id: actor.kind === "agent" ? actor.id : null,
        author_name: actor.kind === "nobody" ? "" : actor.name,
        body,
        created_at: now,
        updated_at: now,
      },
    ]);
    await tell(tx, input.customerId, null, body);
  });
}

/** Changes a note of the actor's own. Returns the customer whom it is on. */
export async function updateCustomerNote(ctx: Ctx, input: { id: number; body: string }): Promise<number> {
  allow(ctx.actor, "customer.edit");
  const body = checkNote(input.body);
  return inTransaction(ctx, async (tx) => {
    const note = await ownNote(tx, input.id);
    if (note.body === body) return note.customerId;
    await tx.db.query("UPDATE customer_notes SET body = ?, updated_at = ? WHERE id = ?", [
      body,
      toDbTime(tx.now()),
      note.id,
    ]);
    await tell(tx, note.customerId, note.body, body);
    return note.customerId;
  });
}

/** Removes a note of the actor's own. Returns the customer whom it was on. */
export async function deleteCustomerNote(ctx: Ctx, id: number): Promise<number> {
  allow(ctx.actor, "customer.edit");
  return inTransaction(ctx, async (tx) => {
    const note = await ownNote(tx, id);
    await tx.db.query("DELETE FROM customer_notes WHERE id = ?", [note.id]);
    await tell(tx, note.customerId, note.body, null);
    return note.customerId;
  });
}

function checkNote(typed: string): string {
  const body = wellFormed(typed).replace(/\r\n?/g, "\n").trim();
  if (!body) throw new UserError("body", "Write a note.", { code: "REQUIRED" });
  if (Array.from(body).length > MAX_NOTE) {
    const message = `Shorten the note to ${MAX_NOTE.toLocaleString("en")} characters.`;
    throw new UserError("body", message, { code: "TOO_LARGE" });
  }
  return body;
}

/** Held until the transaction ends. Colleagues answer a note with one of their own. */
async function ownNote(tx: Ctx, id: number): Promise<NoteRow> {
  const hold = tx.database.kind === "sqlite" ? "" : "FOR UPDATE";
  const [raw]: RawNote[] = await tx.db.query(`SELECT * FROM customer_notes WHERE id = ? ${hold}`, [id]);
  if (!raw) throw notFound("note");
  const { actor } = tx;
  if (actor.kind !== "agent" || raw.author_id !== actor.id) {
    throw new DeniedError("FORBIDDEN", "Only its author can change or remove a note. Add one of your own.");
  }
  return noteOf(raw);
}

async function tell(tx: Ctx, customerId: number, from: string | null, to: string | null): Promise<void> {
  await recordActivity(tx, [
    { customerId, action: "customer.noted", changes: [{ field: "note", from: excerpt(from), to: excerpt(to) }] },
  ]);
}

function excerpt(body: string | null): string | null {
  if (body === null) return null;
  const line = body.replace(/\s+/g, " ");
  const short = firstCodePoints(line, EXCERPT);
  return short.length < line.length ? `${short.trimEnd()}…` : short;
}

/** The notes on customers, newest first. */
export async function listCustomerNotes(
  ctx: Ctx,
  { customerIds, ...page }: { customerIds: readonly number[] } & PageOf,
): Promise<Map<number, Page<NoteRow>>> {
  allow(ctx.actor, "customer.view");
  const walk = {
    from: "n.* FROM customer_notes n WHERE n.customer_id = ?",
    parameters: [],
    id: "n.id",
    isNewestFirst: true,
  };
  return mapPages(await pageOfEach<RawNote>(ctx, customerIds, walk, page), noteOf);
}

const noteOf = (raw: RawNote): NoteRow => ({
  id: raw.id,
  customerId: raw.customer_id,
  authorId: raw.author_id,
  authorName: raw.author_name,
  body: raw.body,
  createdAt: raw.created_at,
  updatedAt: raw.updated_at,
});
