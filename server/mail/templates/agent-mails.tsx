import { Action, Layout, Line, slot, Title } from "./layout";

export function AgentInvitation() {
  return (
    <Layout
      preview={`Set a password and begin at ${slot("deskName")}.`}
      reason={`You get this mail because ${slot("invitedBy")} made you an agent of ${slot("deskName")} with the address ${slot("address")}. Did you not expect it? Then ignore it.`}
    >
      <Title>You are invited to {slot("deskName")}</Title>
      <Line>
        {slot("invitedBy")} would like you to answer customers with them. Set a password to sign in. The link works
        once, for the next 72 hours.
      </Line>
      <Action href={slot("link")}>Set a password</Action>
      <Line>Did the link run out? Ask your admin to send the invitation again.</Line>
    </Layout>
  );
}

export function AgentReset() {
  return (
    <Layout
      preview={`Set a new password for your work at ${slot("deskName")}.`}
      reason={`You get this mail because somebody asked for a new password for ${slot("address")}, an agent of ${slot("deskName")}. Was it not you? Then ignore it: your password stays as it is.`}
    >
      <Title>Set a new password</Title>
      <Line>The link works once, for the next 24 hours. Setting a new password ends all your sessions.</Line>
      <Action href={slot("link")}>Set a new password</Action>
    </Layout>
  );
}
