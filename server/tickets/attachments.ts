import type { Readable } from "node:stream";
import type { Ctx } from "@/server/ctx";
import type { Sql } from "@/server/customers/customer-view";
import { insertRows, placeholders, toDbTime } from "@/server/db";
import { notFound, type Problem, UserError } from "@/server/errors";
import { findUpload } from "@/server/files/find-upload";
import { MAX_ATTACHMENT_BYTES } from "@/server/files/save-upload";
import { Upload } from "@/server/files/upload.entity";
import { isAllowed } from "@/server/permissions";
import { visibleInHub, visibleTickets } from "./visible-tickets";

/** With 25 MB each, more than any mail carries. */
export const MAX_ATTACHMENTS = 10;

const GONE = "A file is not there any more. Remove it and attach it again.";

export interface AttachmentRow {
  id: number;
  commentId: number;
  fileName: string;
  /** Bytes. */
  size: number;
  /** A picture that stands within the page of its mail. */
  isInPage: boolean;
}

/** The actor's uploads by these ids, in order; whatever cannot be attached adds to the problems. */
export async function checkUploads(tx: Ctx, ids: readonly string[], problems: Problem[]): Promise<Upload[]> {
  const refuse = (path: string, message: string) => problems.push({ path, code: "INVALID", message });
  const wanted = [...new Set(ids)];
  if (wanted.length > MAX_ATTACHMENTS) {
    refuse("uploadIds", `Attach at most ${MAX_ATTACHMENTS} files to a message.`);
    return [];
  }
  const uploads: Upload[] = [];
  for (const [index, id] of wanted.entries()) {
    const upload = await findUpload(tx, id);
    if (!upload) refuse(`uploadIds.${index}`, GONE);
    else if (upload.size > MAX_ATTACHMENT_BYTES) refuse(`uploadIds.${index}`, "A file is at most 25 MB.");
    else uploads.push(upload);
  }
  return uploads;
}

/** The comment that was written last to a ticket which this transaction holds: its own. */
export async function lastCommentId(tx: Ctx, ticketId: number): Promise<number> {
  const id = (await lastCommentIds(tx, [ticketId])).get(ticketId);
  if (id === undefined) throw new Error(`Ticket ${ticketId} has no comment.`);
  return id;
}

/** The same of several. Ticket → comment. */
export async function lastCommentIds(tx: Ctx, ticketIds: readonly number[]): Promise<Map<number, number>> {
  if (ticketIds.length === 0) return new Map();
  const rows: { ticket_id: number; id: number }[] = await tx.db.query(
    `SELECT ticket_id, MAX(id) AS id FROM ticket_comments WHERE ticket_id IN ${placeholders(ticketIds.length)} GROUP BY ticket_id`,
    [...ticketIds],
  );
  return new Map(rows.map((row) => [row.ticket_id, row.id]));
}

/** Makes uploads the attachments of that comment. */
export async function attachToLastComment(tx: Ctx, ticketId: number, uploads: readonly Upload[]): Promise<void> {
  if (uploads.length === 0) return;
  const commentId = await lastCommentId(tx, ticketId);
  const taken = uploads.map(({ id }) => id);
  const { affected } = await tx.db.delete(Upload, taken);
  // Two comments that name one upload at once: whoever takes its row away has it.
  if (typeof affected === "number" && affected !== taken.length) throw new UserError("uploadIds", GONE);
  await insertRows(
    tx.db,
    "comment_attachments",
    uploads.map(({ storageName, fileName, size }) => ({
      comment_id: commentId,
      storage_name: storageName,
      file_name: fileName,
      size,
      created_at: toDbTime(tx.now()),
    })),
  );
}

/** Whose files an actor may have: of the tickets that they see, a customer of public comments only. `k` are the comments. */
function readable(ctx: Ctx): Sql {
  if (ctx.actor.kind !== "customer" && ctx.actor.kind !== "shutOut") return visibleTickets(ctx);
  const visible = visibleInHub(ctx);
  return { sql: `${visible.sql} AND k.is_internal = 0`, parameters: visible.parameters };
}

/** The attachments of comments, in the order in which they were attached. */
export async function attachmentsOf(ctx: Ctx, commentIds: readonly number[]): Promise<Map<number, AttachmentRow[]>> {
  const found = new Map<number, AttachmentRow[]>(commentIds.map((id) => [id, []]));
  if (commentIds.length === 0) return found;
  const visible = readable(ctx);
  const rows: {
    id: number;
    comment_id: number;
    file_name: string;
    size: number | string;
    content_id: string | null;
  }[] = await ctx.db.query(
    `SELECT a.id, a.comment_id, a.file_name, a.size, a.content_id FROM comment_attachments a
      JOIN ticket_comments k ON k.id = a.comment_id JOIN tickets t ON t.id = k.ticket_id
      WHERE a.comment_id IN ${placeholders(commentIds.length)} AND ${visible.sql} ORDER BY a.id`,
    [...commentIds, ...visible.parameters],
  );
  for (const row of rows) {
    const { id, comment_id: commentId, file_name: fileName, size } = row;
    found.get(commentId)?.push({ id, commentId, fileName, size: Number(size), isInPage: row.content_id !== null });
  }
  return found;
}

/**
 * Opens one attachment for reading.
 * @throws DeniedError NOT_FOUND when there is none, and likewise when it hangs on a ticket that the actor may not see
 */
export async function openAttachment(
  ctx: Ctx,
  id: number,
): Promise<{ fileName: string; size: number; contents: Readable }> {
  // Who may see no tickets learns as little of a file as of one that there is not.
  const { kind } = ctx.actor;
  if ((kind === "agent" || kind === "token") && !isAllowed(ctx.actor, "ticket.view")) throw notFound("file");
  const visible = readable(ctx);
  const [row]: { storage_name: string; file_name: string; size: number | string }[] = await ctx.db.query(
    `SELECT a.storage_name, a.file_name, a.size FROM comment_attachments a
      JOIN ticket_comments k ON k.id = a.comment_id JOIN tickets t ON t.id = k.ticket_id
      WHERE a.id = ? AND ${visible.sql}`,
    [id, ...visible.parameters],
  );
  if (!row) throw notFound("file");
  return { fileName: row.file_name, size: Number(row.size), contents: await ctx.files.read(row.storage_name) };
}
