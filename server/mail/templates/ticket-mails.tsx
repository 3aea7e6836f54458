import type { Shape } from "./account-mails";
import { Action, Layout, Line, Quote, RichQuote, slot, Title } from "./layout";

export function TicketReply({ has }: Shape) {
  return (
    <Layout
      preview={`${slot("agentName")} answered your request.`}
      reason={`You get this mail because you asked ${slot("deskName")} for help. Your request is number ${slot("ticketNumber")}.`}
    >
      <Title>{slot("subject")}</Title>
      <Line>{slot("agentName")} wrote:</Line>
      {has("bodyHtml") ? <RichQuote name="bodyHtml" /> : <Quote>{slot("body")}</Quote>}
      {has("files") && <Line>With it came {slot("files")}. Ask for them by answering this mail.</Line>}
      {has("link") && <Action href={slot("link")}>Open the request</Action>}
    </Layout>
  );
}

export function TicketReceipt() {
  return (
    <Layout
      preview={`${slot("deskName")} has your request.`}
      reason={`You get this mail because you wrote to ${slot("deskName")}. It was sent automatically.`}
    >
      <Title>{slot("subject")}</Title>
      <Line>
        Thank you for writing to {slot("deskName")}. Your request has the number {slot("ticketNumber")}, and somebody
        will answer it.
      </Line>
      <Line>Is there something to add? Answer this mail.</Line>
    </Layout>
  );
}

export function TicketNotice({ has }: Shape) {
  return (
    <Layout
      preview={slot("sentence")}
      reason={`You get this mail because you are an agent of ${slot("deskName")} and chose to be told by mail.`}
    >
      <Title>{slot("ticket")}</Title>
      <Line>{slot("sentence")}</Line>
      {has("link") && <Action href={slot("link")}>Open the ticket</Action>}
    </Layout>
  );
}
