import { DomUtils, parseDocument } from "htmlparser2";
import type { Ctx } from "@/server/ctx";
import { notFound } from "@/server/errors";
import { allow } from "@/server/permissions";
import { visibleTickets } from "@/server/tickets/visible-tickets";
import { hasColours } from "./colours";
import { AS_IT_IS, allElements, contentIdOf } from "./letter-page";

interface ShownPage {
  /** What stands in its body. */
  html: string;
  /** It has colours of its own, which need the light ground that they were chosen for. */
  isColoured: boolean;
}

/**
 * The page of a mail that has become a comment, with the pictures that came with it, and those from elsewhere where somebody wants them.
 * @throws DeniedError NOT_FOUND when there is none, and likewise when it is of a ticket that the actor may not see
 */
export async function openPage(
  ctx: Ctx,
  { mailId, withRemotePictures }: { mailId: number; withRemotePictures: boolean },
): Promise<ShownPage> {
  allow(ctx.actor, "ticket.view");
  const visible = visibleTickets(ctx);
  const [row]: { comment_id: number; page_name: string }[] = await ctx.db.query(
    `SELECT m.comment_id, m.page_name FROM incoming_mails m JOIN tickets t ON t.id = m.ticket_id
      WHERE m.id = ? AND m.page_name IS NOT NULL AND m.comment_id IS NOT NULL AND ${visible.sql}`,
    [mailId, ...visible.parameters],
  );
  if (!row) throw notFound("page");
  const pictures: { id: number; content_id: string }[] = await ctx.db.query(
    "SELECT id, content_id FROM comment_attachments WHERE comment_id = ? AND content_id IS NOT NULL",
    [row.comment_id],
  );
  const addresses = new Map(pictures.map(({ id, content_id }) => [content_id, `/api/downloads/picture-${id}`]));
  const page = parseDocument((await ctx.files.readWhole(row.page_name)).toString("utf8"));
  const elements = allElements(page.children);
  for (const { name, attribs } of elements) {
    if (name !== "img") continue;
    if (withRemotePictures && attribs["data-remote"]) attribs.src = attribs["data-remote"];
    const own = contentIdOf(attribs.src);
    if (own === undefined) continue;
    const address = addresses.get(own);
    if (address) attribs.src = address;
    else delete attribs.src;
  }
  return { html: DomUtils.getInnerHTML(page, AS_IT_IS), isColoured: elements.some(hasColours) };
}
