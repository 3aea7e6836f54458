import type { Metadata } from "next";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "../_entry/entry-page";
import { ForgotPasswordForm } from "./forgot-password-form";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function ForgotPasswordPage() {
  return (
    <EntryPage
      title="Forgot your password?"
      lead="Type the e-mail address that you write to us from. We send a link to set a new password."
      links={<TextLink href="/hub/sign-in">Back to signing in</TextLink>}
    >
      <ForgotPasswordForm />
    </EntryPage>
  );
}
