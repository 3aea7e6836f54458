import type { Metadata } from "next";
import { STRANGERS } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "@/app/hub/_entry/entry-page";
import { graphql } from "@/graphql/client";
import { OverLink } from "./over-link";
import { SetForm } from "./set-form";

export const metadata: Metadata = { title: "Set a password" };

const AGENT_LINK = graphql(`
  query AgentLink($token: String!) {
    agentLink(token: $token) {
      state
      purpose
      email
    }
  }
`);

interface SetPasswordPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Where the links in agents' mails lead. Looking uses nothing: scanners of mail follow every link. */
export default async function SetAgentPasswordPage({ searchParams }: SetPasswordPageProps) {
  const { token } = await searchParams;
  const secret = typeof token === "string" ? token : "";
  const { agentLink } = await run(AGENT_LINK, { token: secret }, STRANGERS);
  const isInvitation = agentLink.purpose === "INVITATION";
  const isValid = agentLink.state === "VALID";
  return (
    <EntryPage
      title={isInvitation ? "Welcome" : "Set a new password"}
      lead={isValid && <Lead email={agentLink.email ?? ""} isInvitation={isInvitation} />}
      links={<TextLink href="/sign-in">Back to signing in</TextLink>}
    >
      {isValid ? (
        <SetForm token={secret} email={agentLink.email ?? ""} />
      ) : (
        <OverLink isExpired={agentLink.state === "EXPIRED"} isInvitation={isInvitation} />
      )}
    </EntryPage>
  );
}

function Lead({ email, isInvitation }: { email: string; isInvitation: boolean }) {
  if (isInvitation) return <>Choose a password; you then sign in with it as {email}.</>;
  return <>For {email}. It ends all your sessions.</>;
}
