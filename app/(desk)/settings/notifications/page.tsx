import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { PageHeader } from "@/app/_ui/page-header";
import { Panel } from "@/app/_ui/panel";
import { graphql } from "@/graphql/client";
import { ChoicesForm } from "./choices-form";

export const metadata: Metadata = { title: "Notifications" };

const CHOICES = graphql(`
  query NoticeChoices {
    noticeChoices {
      kind
      onScreen
      byMail
    }
  }
`);

export default async function NotificationsPage() {
  await requirePermission("ticket.edit");
  const { noticeChoices } = await query(CHOICES, {});
  return (
    <>
      <PageHeader title="Notifications" lead="How you yourself are told. Your colleagues choose for themselves." />
      <Panel title="What you are told of" lead="You are never told of what you did yourself.">
        <ChoicesForm choices={noticeChoices} />
      </Panel>
    </>
  );
}
