import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { hub, hubStanding } from "@/app/_lib/hub";
import { safeHubPath } from "@/app/_lib/return-path";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "../_entry/entry-page";
import { HubSignInForm } from "./hub-sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What has just been done, on the page that one lands on after it. */
const DONE = new Map([
  ["password", "Your password is set. Sign in with it."],
  ["address", "Your address is confirmed. Sign in with it."],
  ["confirmed", "Your e-mail is confirmed. Sign in with your password."],
  ["signed-out", "You have signed out."],
  ["everywhere", "You have signed out on all your devices."],
]);

export default async function HubSignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, done } = await searchParams;
  const returnPath = safeHubPath(typeof callbackUrl === "string" ? callbackUrl : undefined);
  const standing = await hubStanding();
  if (standing === "in") redirect(returnPath);
  const { hasRequestForm } = await hub();
  return (
    <EntryPage
      title="Sign in"
      lead="See your requests and how far they are."
      links={
        <>
          <TextLink href="/hub/forgot-password">Forgot your password?</TextLink>
          <TextLink href="/hub/register">Register</TextLink>
          {hasRequestForm && <TextLink href="/hub/request">Send a request without signing in</TextLink>}
        </>
      }
    >
      <HubSignInForm returnPath={returnPath} done={typeof done === "string" ? DONE.get(done) : undefined} />
    </EntryPage>
  );
}
