import type { Metadata } from "next";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "../_entry/entry-page";
import { RegisterForm } from "./register-form";

export const metadata: Metadata = { title: "Register" };

export default function RegisterPage() {
  return (
    <EntryPage
      title="Register"
      lead="If you have written to us before, use the same e-mail address: you will see those requests too."
      links={<TextLink href="/hub/sign-in">I have an account: sign in</TextLink>}
    >
      <RegisterForm />
    </EntryPage>
  );
}
