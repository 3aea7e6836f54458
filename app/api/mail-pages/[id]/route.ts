import { helpdesk } from "@/app/_lib/helpdesk";

/** A mail as its sender laid it out, for a frame; its headers are its own, not those of next.config.js. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return helpdesk().handleMailPage(request, id);
}
