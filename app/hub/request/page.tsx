import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { hub, hubStanding } from "@/app/_lib/hub";
import { TextLink } from "@/app/_ui/links";
import { EntryPage } from "../_entry/entry-page";
import { RequestForm } from "./request-form";

export const metadata: Metadata = { title: "Send a request" };

/** Where anybody can write to the desk. Whoever is signed in has a better form. */
export default async function RequestPage() {
  if ((await hubStanding()) === "in") redirect("/hub/tickets/new");
  const { hasRequestForm } = await hub();
  const links = <TextLink href="/hub/sign-in">I have an account: sign in</TextLink>;
  if (!hasRequestForm)
    return (
      <EntryPage
        title="There is no request form here"
        lead="Sign in to send a request, or write to the support department as you have done before."
        links={links}
      />
    );
  return (
    <EntryPage
      title="Send a request"
      lead="You need no account. We answer to the e-mail address or the mobile number that you give."
      links={links}
    >
      <RequestForm />
    </EntryPage>
  );
}
