import { Anchor, Button, Stack, Text } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { hub, hubStanding } from "@/app/_lib/hub";
import { HUB_HOME } from "@/app/_lib/return-path";
import { EntryPage } from "../_entry/entry-page";
import { signOutOfHub } from "../sign-out";

export const metadata: Metadata = { title: "Your access is switched off" };

/** For whoever has proved who they are while their access is off. Nobody else gets to see whom to turn to. */
export default async function AccessOffPage() {
  const standing = await hubStanding();
  if (standing === "in") redirect(HUB_HOME);
  if (standing === "out") redirect("/hub/sign-in");
  const { contact } = await hub();
  return (
    <EntryPage
      title="Your access is switched off"
      lead="You cannot use the Customer Hub at the moment. Please contact the support department; it can switch your access on again."
    >
      <Stack gap="lg">
        {contact && <Contact contact={contact} />}
        <form action={signOutOfHub}>
          <Button type="submit" variant="default" size="md" fullWidth>
            Sign out
          </Button>
        </form>
      </Stack>
    </EntryPage>
  );
}

type ContactParts = NonNullable<Awaited<ReturnType<typeof hub>>["contact"]>;

function Contact({ contact: { name, email, phone, hours, link } }: { contact: ContactParts }) {
  if (![name, email, phone, hours, link].some(Boolean)) return null;
  return (
    <address style={{ fontStyle: "normal" }}>
      <Stack gap={6}>
        {name && <Text fw={600}>{name}</Text>}
        {email && <Anchor href={`mailto:${email}`}>{email}</Anchor>}
        {phone && <Anchor href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</Anchor>}
        {hours && <Text size="sm">{hours}</Text>}
        {link && (
          <Anchor href={link} rel="noreferrer">
            {link.replace(/^https?:\/\//, "")}
          </Anchor>
        )}
      </Stack>
    </address>
  );
}
