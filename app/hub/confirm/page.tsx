import type { Metadata } from "next";
import { TextLink } from "@/app/_ui/links";
import { followedLink, type SearchParams } from "../_entry/account-link";
import { DeadLink } from "../_entry/dead-link";
import { EntryPage } from "../_entry/entry-page";
import { SetPasswordForm } from "../set-password/set-password-form";
import { ConfirmForm } from "./confirm-form";

export const metadata: Metadata = { title: "Confirm your e-mail" };

export default async function ConfirmPage({ searchParams }: { searchParams: SearchParams }) {
  const link = await followedLink(searchParams);
  const isValid = link.state === "VALID";
  const email = link.email ?? "";
  const mustSet = link.needsPassword && !link.asksForPassword;
  return (
    <EntryPage
      title="Confirm your e-mail"
      lead={isValid && <>You confirm that {email} is yours.</>}
      links={<TextLink href="/hub/sign-in">Back to signing in</TextLink>}
    >
      {!isValid && <DeadLink token={link.state === "EXPIRED" ? link.token : undefined} />}
      {isValid && mustSet && <SetPasswordForm token={link.token} email={email} />}
      {isValid && !mustSet && <ConfirmForm token={link.token} email={email} asksForPassword={link.asksForPassword} />}
    </EntryPage>
  );
}
