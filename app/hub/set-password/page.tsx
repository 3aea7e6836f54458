import type { Metadata } from "next";
import { TextLink } from "@/app/_ui/links";
import { followedLink, type SearchParams } from "../_entry/account-link";
import { DeadLink } from "../_entry/dead-link";
import { EntryPage } from "../_entry/entry-page";
import { SetPasswordForm } from "./set-password-form";

export const metadata: Metadata = { title: "Set a password" };

export default async function SetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const link = await followedLink(searchParams);
  const isValid = link.state === "VALID";
  const isFirst = link.purpose !== "RESET";
  return (
    <EntryPage
      title={isFirst && isValid ? "Set your password" : "Set a new password"}
      lead={isValid && <>For {link.email}. It ends all your sessions on other devices.</>}
      links={<TextLink href="/hub/sign-in">Back to signing in</TextLink>}
    >
      {isValid ? (
        <SetPasswordForm token={link.token} email={link.email ?? ""} />
      ) : (
        <DeadLink token={link.state === "EXPIRED" ? link.token : undefined} />
      )}
    </EntryPage>
  );
}
