import type { Metadata } from "next";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "@/app/hub/_entry/entry-page";
import { ForgottenForm } from "./forgotten-form";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgottenPasswordPage() {
  return (
    <EntryPage
      title="Forgot your password?"
      lead="For the people who answer. Type the address that you sign in with; we send a link to set a new password."
      links={<TextLink href="/sign-in">Back to signing in</TextLink>}
    >
      <ForgottenForm />
    </EntryPage>
  );
}
