import { Alert } from "@mantine/core";
import { IconClockX } from "@tabler/icons-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/app/_ui/links";
import { followedLink, type SearchParams } from "../_entry/account-link";
import { EntryPage } from "../_entry/entry-page";
import { ConfirmAddressForm } from "./confirm-address-form";

const TITLE = "Confirm your address";

export const metadata: Metadata = { title: TITLE };

export default async function ConfirmAddressPage({ searchParams }: { searchParams: SearchParams }) {
  const { state, purpose, email, token } = await followedLink(searchParams);
  if (state === "VALID" && (purpose === "CHANGE" || purpose === "ADDRESS"))
    return (
      <EntryPage
        title={purpose === "CHANGE" ? "Confirm your new address" : TITLE}
        lead={
          <>
            You confirm that {email} is yours. From then on you{" "}
            {purpose === "CHANGE" ? "sign in with it." : "can sign in with it too."}
          </>
        }
      >
        <ConfirmAddressForm token={token} />
      </EntryPage>
    );
  return (
    <EntryPage title={TITLE}>
      <Alert color="yellow" variant="light" icon={<IconClockX size={18} aria-hidden />} role="status" mb="md">
        {state === "EXPIRED"
          ? "This link has expired: for your safety it was good for a limited time only."
          : "This link was used already, or a newer mail has taken its place."}
      </Alert>
      <ButtonLink href="/hub/profile" size="md" fullWidth>
        To your profile
      </ButtonLink>
    </EntryPage>
  );
}
