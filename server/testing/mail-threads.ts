import { resendTransport } from "@/server/mail/resend-transport";
import { sendNext } from "@/server/mail/send-mails";
import { addComment } from "@/server/tickets/add-comment";
import { startResendStandIn } from "./resend-stand-in";
import type { TestCtx } from "./test-ctx";

/** Has an agent answer a ticket by mail, and returns how that mail can be answered: its reply address and its Message-ID. */
export async function anAnswer(ctx: TestCtx, ticketId: number): Promise<{ replyTo: string; messageId: string }> {
  const resend = await startResendStandIn();
  try {
    await addComment(ctx, { ticketId, body: "Hello." });
    const transport = resendTransport({ apiKey: "re_test", baseUrl: resend.url, timeoutMs: 2000 });
    while (await sendNext(ctx, transport));
    const mail = resend.mails.at(-1);
    const replyTo = /<([^>]+)>/.exec(mail?.reply_to ?? "")?.[1] ?? mail?.reply_to;
    const messageId = mail?.headers["Message-ID"];
    if (!replyTo || !messageId) throw new Error("No answer was mailed.");
    return { replyTo, messageId };
  } finally {
    await resend.close();
  }
}
