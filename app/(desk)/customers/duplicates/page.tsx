import { Group, Text } from "@mantine/core";
import { IconArrowsJoin } from "@tabler/icons-react";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { viewer } from "@/app/_lib/viewer";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { PageHeader } from "@/app/_ui/page-header";
import { graphql } from "@/graphql/client";
import type { DuplicatePairFragment, DuplicateReason } from "@/graphql/client/graphql";
import { sourceLabel } from "../_list/sources";
import { CustomerName } from "../customer-name";
import { DismissButton } from "./dismiss-button";
import classes from "./duplicates.module.css";
import { LookButton } from "./look-button";

export const metadata: Metadata = { title: "Possible duplicates" };

const PAIRS = graphql(`
  query DuplicatePairs($after: String) {
    possibleDuplicates(first: 20, after: $after) {
      nodes {
        ...DuplicatePair
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment DuplicatePair on PossibleDuplicate {
    id
    reason
    createdAt
    customers {
      id
      displayName
      email
      mobile
      organisation {
        name
      }
      source
      createdAt
      deletedAt
    }
  }
`);

const REASONS: Record<DuplicateReason, string> = {
  EMAIL_AND_MOBILE: "A ticket came with the e-mail of one and the mobile of the other.",
  SIMILAR_EMAIL: "Their e-mails are equal but for dots, what follows a plus, or one typo in the domain.",
  SAME_NAME: "They have the same name and organisation.",
};

interface DuplicatesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function DuplicatesPage({ searchParams }: DuplicatesPageProps) {
  await requirePermission("customer.edit");
  const { permissions } = await viewer();
  const { after } = await searchParams;
  const { nodes, pageInfo } = (await query(PAIRS, { after: typeof after === "string" ? after : undefined }))
    .possibleDuplicates;
  return (
    <>
      <PageHeader
        trail={[{ href: "/customers", label: "Customers" }]}
        title="Possible duplicates"
        lead="Customers who may be one person. Nothing is merged by itself."
        actions={<LookButton />}
      />
      {nodes.length === 0 && (
        <Text c="dimmed" maw="40rem">
          {after
            ? "There are no more."
            : "None. New and changed customers are compared with the others by themselves; what was there before is compared when you ask for it."}
        </Text>
      )}
      <ul className={classes.pairs}>
        {nodes.map((pair) => (
          <Pair key={pair.id} pair={pair} canMerge={permissions.includes("customer.merge")} />
        ))}
      </ul>
      {pageInfo.hasNextPage && pageInfo.endCursor && (
        <ButtonLink href={`/customers/duplicates?after=${encodeURIComponent(pageInfo.endCursor)}`} variant="default">
          Older ones
        </ButtonLink>
      )}
    </>
  );
}

function Pair({ pair, canMerge }: { pair: DuplicatePairFragment; canMerge: boolean }) {
  const [one, other] = pair.customers;
  const names = pair.customers.map(({ displayName }) => displayName).join(" and ");
  return (
    <li className={classes.pair} aria-label={names}>
      <p className={classes.reason}>
        {REASONS[pair.reason]}{" "}
        <span className={classes.when}>
          <Moment at={pair.createdAt} ago />
        </span>
      </p>
      <div className={classes.both}>
        {pair.customers.map((customer) => (
          <dl key={customer.id} className={classes.customer}>
            <div className={classes.name}>
              <dt className="look-hidden">Name</dt>
              <dd>
                <TextLink href={`/customers/${customer.id}`}>
                  <CustomerName name={customer.displayName} isDeleted={customer.deletedAt !== null} />
                </TextLink>
              </dd>
            </div>
            <Line label="E-mail">{customer.email}</Line>
            <Line label="Mobile">{customer.mobile && <bdi dir="ltr">{customer.mobile}</bdi>}</Line>
            <Line label="Organisation">{customer.organisation && <bdi>{customer.organisation.name}</bdi>}</Line>
            <Line label="Made">
              <Moment at={customer.createdAt} day />, {sourceLabel(customer.source)}
            </Line>
          </dl>
        ))}
      </div>
      <Group gap="xs">
        {canMerge && one && other && (
          <ButtonLink
            href={`/customers/merge?keep=${one.id}&merge=${other.id}`}
            variant="default"
            size="xs"
            leftSection={<IconArrowsJoin size={16} aria-hidden />}
            aria-label={`Merge ${names}`}
          >
            Merge
          </ButtonLink>
        )}
        <DismissButton id={pair.id} names={names} />
      </Group>
    </li>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={classes.line}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes.none}>Not given</span>}</dd>
    </div>
  );
}
