import { Stack } from "@mantine/core";
import type { Metadata } from "next";
import { HUB } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { EmailForm } from "./email-form";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";

export const metadata: Metadata = { title: "Your profile" };

const MY_PROFILE = graphql(`
  query MyProfile {
    hubProfile {
      firstName
      lastName
      email
      mobile
    }
  }
`);

export default async function ProfilePage() {
  const { hubProfile } = await run(MY_PROFILE, {}, HUB);
  return (
    <>
      <PageHeader trail={[{ href: "/hub/tickets", label: "Your requests" }]} title="Your profile" />
      <Stack gap="lg">
        <Panel title="Name and number">
          <ProfileForm profile={hubProfile} />
        </Panel>
        <Panel title="E-mail">
          <EmailForm email={hubProfile.email ?? ""} />
        </Panel>
        <Panel title="Password">
          <PasswordForm email={hubProfile.email ?? ""} />
        </Panel>
      </Stack>
    </>
  );
}
