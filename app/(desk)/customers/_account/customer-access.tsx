"use client";

import { Text } from "@mantine/core";
import { TextLink } from "@/app/_ui/links";
import { Panel } from "@/app/_ui/panel";
import type { AccountQuery } from "@/graphql/client/graphql";
import { AccessList } from "../../organisations/_access/access-list";
import { GiveAccess } from "../../organisations/_access/give-access";
import { LEVELS_EXPLAINED } from "../../organisations/_access/levels";
import { findOrganisations } from "../find-organisations";

interface CustomerAccessProps {
  customer: Pick<NonNullable<AccountQuery["customer"]>, "id" | "deletedAt" | "organisationAccess">;
  canChange: boolean;
}

/** The organisations whose tickets the customer sees in the Hub beside their own. */
export function CustomerAccess({ customer: { id, deletedAt, organisationAccess }, canChange }: CustomerAccessProps) {
  const isDeleted = deletedAt !== null;
  const entries = organisationAccess.map(({ level, organisation }) => ({
    customerId: id,
    organisationId: organisation.id,
    level,
    name: organisation.name,
    isFixed: isDeleted,
    shown: (
      <TextLink href={`/organisations/${organisation.id}`}>
        <bdi>{organisation.name}</bdi>
      </TextLink>
    ),
  }));
  return (
    <Panel
      title="Organisation access"
      lead={`Whose tickets they see in the Customer Hub beside their own. Being a member gives none. ${LEVELS_EXPLAINED}`}
    >
      {entries.length > 0 ? (
        <AccessList label="Organisations" entries={entries} canChange={canChange} />
      ) : (
        <Text c="dimmed">They see their own tickets only.</Text>
      )}
      {canChange && !isDeleted && (
        <GiveAccess
          label="Organisation"
          find={findOrganisations}
          sidesWith={(organisationId) => ({ customerId: id, organisationId })}
        />
      )}
    </Panel>
  );
}
