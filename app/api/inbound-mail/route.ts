import { helpdesk } from "@/app/_lib/helpdesk";

/** A mail server hands over a mail as it came; the handler checks its token. */
export async function POST(request: Request): Promise<Response> {
  return helpdesk().handleInboundMail(request);
}
