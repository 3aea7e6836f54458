import { Action, Layout, Line, Quote, slot, Title } from "./layout";

/** Which optional values the mail has. */
export interface Shape {
  has(value: string): boolean;
}

export function AccountCreated({ has }: Shape) {
  return (
    <Layout
      preview={`Set a password and follow your requests at ${slot("deskName")}.`}
      reason={`You get this mail because ${slot("deskName")} made an account for ${slot("address")}. Did you not expect it? Then you need not do anything.`}
    >
      <Title>Your account is ready</Title>
      <Line>
        {slot("deskName")} made an account for you. With it you can open requests and follow them in the Customer Hub.
      </Line>
      {has("note") && <Quote>{slot("note")}</Quote>}
      <Line>Set a password to sign in. The link works once, for the next 72 hours.</Line>
      <Action href={slot("link")}>Set a password</Action>
      <Line>The Customer Hub is at {slot("hubUrl")}</Line>
    </Layout>
  );
}

export function ConfirmEmail() {
  return (
    <Layout
      preview={`Confirm your e-mail address for ${slot("deskName")}.`}
      reason={`You get this mail because somebody gave ${slot("address")} as their address at ${slot("deskName")}. Was it not you? Then ignore it, and nothing happens.`}
    >
      <Title>Confirm your e-mail</Title>
      <Line>Confirm that this address is yours. The link works once, for the next 72 hours.</Line>
      <Action href={slot("link")}>Confirm your e-mail</Action>
    </Layout>
  );
}

export function ChangeEmail() {
  return (
    <Layout
      preview={`Confirm your new e-mail address for ${slot("deskName")}.`}
      reason={`You get this mail because somebody gave ${slot("address")} as the new address of their account at ${slot("deskName")}. Was it not you? Then ignore it, and nothing happens.`}
    >
      <Title>Confirm your new e-mail address</Title>
      <Line>
        Confirm that this address is yours, and it takes the place of the one before. The link works once, for the next
        24 hours.
      </Line>
      <Action href={slot("link")}>Confirm the new address</Action>
    </Layout>
  );
}

export function ConfirmAddress() {
  return (
    <Layout
      preview={`Confirm your e-mail address for ${slot("deskName")}.`}
      reason={`You get this mail because ${slot("address")} is one of the addresses of an account at ${slot("deskName")}, and somebody wants to sign in with it. Was it not you? Then ignore it, and nothing happens.`}
    >
      <Title>Confirm your e-mail address</Title>
      <Line>
        Confirm that this address is yours, and you can sign in with it too. The link works once, for the next 24 hours.
      </Line>
      <Action href={slot("link")}>Confirm the address</Action>
    </Layout>
  );
}

export function ForcedReset({ has }: Shape) {
  return (
    <Layout
      preview={`Set a new password for your account at ${slot("deskName")}.`}
      reason={`You get this mail because you have an account at ${slot("deskName")} with the address ${slot("address")}.`}
    >
      <Title>Set a new password</Title>
      <Line>
        The password of your account at {slot("deskName")} was reset, and you were signed out. Your requests and your
        details are as they were.
      </Line>
      {has("note") && <Quote>{slot("note")}</Quote>}
      <Line>Set a new password to sign in again. The link works once, for the next 24 hours.</Line>
      <Action href={slot("link")}>Set a new password</Action>
      <Line>Did the link run out? The page that it opens sends you a new one.</Line>
    </Layout>
  );
}

export function ResetLink() {
  return (
    <Layout
      preview={`Set a new password for your account at ${slot("deskName")}.`}
      reason={`You get this mail because somebody asked for a new password for ${slot("address")} at ${slot("deskName")}. Was it not you? Then ignore it: your password stays as it is.`}
    >
      <Title>Set a new password</Title>
      <Line>The link works once, for the next 24 hours.</Line>
      <Action href={slot("link")}>Set a new password</Action>
    </Layout>
  );
}

export function AddressChanged({ has }: Shape) {
  return (
    <Layout
      preview={`This address no longer belongs to an account at ${slot("deskName")}.`}
      reason={`You get this mail because ${slot("address")} was the address of an account at ${slot("deskName")}.`}
    >
      <Title>Your e-mail address was changed</Title>
      <Line>
        The account at {slot("deskName")} that had this address now has another one. You were signed out everywhere, and
        mail about the account no longer comes here.
      </Line>
      <Line>
        Did you not ask for this? Then tell us
        {has("supportAddress") ? `: write to ${slot("supportAddress")}` : " by answering this mail"}.
      </Line>
    </Layout>
  );
}
