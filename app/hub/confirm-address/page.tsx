import { Alert } from "@mantine/core";
import { IconClockX } from "@tabler/icons-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/app/_ui/links";
import { followedLink, type SearchParams } from "../_entry/account-link";
import { EntryPage } from "../_entry/entry-page";
import { ConfirmAddressForm } from "./confirm-address-form";

export const metadata: Metadata = { title: "Confirm your new address" };

export default async function ConfirmAddressPage({ searchParams }: { searchParams: SearchParams }) {
  const { state, purpose, email, token } = await followedLink(searchParams);
  if (state === "VALID" && purpose === "CHANGE")
    return (
      <EntryPage
        title="Confirm your new address"
        lead={<>You confirm that {email} is yours. From then on you sign in with it.</>}
      >
        <ConfirmAddressForm token={token} />
      </EntryPage>
    );
  return (
    <EntryPage title="Confirm your new address">
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
