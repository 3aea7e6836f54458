import { IconArrowsJoin } from "@tabler/icons-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";
import { PageHeader } from "@/app/_ui/page-header";
import type { MergeSideOfFragment } from "@/graphql/client/graphql";
import { CUSTOMER_TO_MERGE, MERGE_PREVIEW } from "./merge.document";
import { MergeForm } from "./merge-form";
import { PickOther } from "./pick-other";

export const metadata: Metadata = { title: "Merge customers" };

interface MergePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function MergePage({ searchParams }: MergePageProps) {
  await requirePermission("customer.merge");
  const { keep, merge } = await searchParams;
  if (typeof keep !== "string") notFound();
  if (typeof merge !== "string") return <WithWhom keepId={keep} />;
  const withTickets = (await viewer()).permissions.includes("ticket.view");
  const preview =
    (await query(MERGE_PREVIEW, { keepId: keep, mergeId: merge, withTickets })).mergePreview ?? notFound();
  const { problem, ...pair } = preview;
  if (problem) return <NotTogether problem={problem} sides={[pair.kept, pair.merged]} />;
  return (
    <>
      <PageHeader
        trail={[{ href: "/customers", label: "Customers" }]}
        title="Merge two customers"
        lead="One record stays and gets what the other has. It can be taken apart again, from its user activity."
      />
      <MergeForm preview={pair} />
    </>
  );
}

async function WithWhom({ keepId }: { keepId: string }) {
  const customer = (await query(CUSTOMER_TO_MERGE, { id: keepId })).customer ?? notFound();
  return (
    <>
      <PageHeader
        trail={[
          { href: "/customers", label: "Customers" },
          { href: `/customers/${customer.id}`, label: customer.displayName },
        ]}
        title="Merge with another customer"
        lead="Choose the other record of the same person. You see both side by side before anything happens."
      />
      <PickOther customerId={customer.id} />
    </>
  );
}

function NotTogether({ problem, sides }: { problem: string; sides: MergeSideOfFragment[] }) {
  const ways = new Map(
    sides.map(({ mergedInto, id, displayName }) => {
      const { id: to, displayName: name } = mergedInto ?? { id, displayName };
      return [to, name];
    }),
  );
  return (
    <NoticePage
      icon={<IconArrowsJoin size={28} />}
      tone="yellow"
      title="These two cannot be merged"
      actions={[...ways].map(([id, name]) => (
        <ButtonLink key={id} href={`/customers/${id}`} variant="default">
          {name}
        </ButtonLink>
      ))}
    >
      {problem}
    </NoticePage>
  );
}
