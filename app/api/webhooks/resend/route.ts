import { helpdesk } from "@/app/_lib/helpdesk";

/** Resend tells what became of mails; the handler verifies its signature over the raw text. */
export async function POST(request: Request): Promise<Response> {
  return helpdesk().handleResendWebhook(request);
}
