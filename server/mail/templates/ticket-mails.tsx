import type { Shape } from "./account-mails";
import { Action, Layout, Line, Quote, slot, Title } from "./layout";

export function TicketReply({ has }: Shape) {
  return (
    <Layout
      preview={`${slot("agentName")} answered your request.`}
      reason={`You get this mail because you asked ${slot("deskName")} for help. Your request is number ${slot("ticketNumber")}.`}
    >
      <Title>{slot("subject")}</Title>
      <Line>{slot("agentName")} wrote:</Line>
      <Quote>{slot("body")}</Quote>
      {has("link") && <Action href={slot("link")}>Open the request</Action>}
    </Layout>
  );
}

export function TicketNotice({ has }: Shape) {
  return (
    <Layout
      preview={slot("notice")}
      reason={`You get this mail because you are an agent of ${slot("deskName")} and chose to be told.`}
    >
      <Title>{slot("subject")}</Title>
      <Line>
        Ticket {slot("ticketNumber")}: {slot("notice")}
      </Line>
      {has("body") && <Quote>{slot("body")}</Quote>}
      {has("link") && <Action href={slot("link")}>Open the ticket</Action>}
    </Layout>
  );
}
