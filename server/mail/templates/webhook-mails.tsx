import { Action, Layout, Line, slot, Title } from "./layout";

export function WebhookDisabled() {
  return (
    <Layout
      preview={`Nothing is sent to ${slot("webhook")} any more.`}
      reason={`You get this mail because you are an admin of ${slot("deskName")} with the address ${slot("address")}.`}
    >
      <Title>Nothing is sent to {slot("webhook")} any more</Title>
      <Line>{slot("reason")}</Line>
      <Line>
        Mend the receiver, then resume the webhook on its page. What waits for it until now is sent then; what happens
        in the meantime is not kept.
      </Line>
      <Action href={slot("link")}>Open the webhook</Action>
    </Layout>
  );
}
