"use client";

import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { TextLink } from "@/app/_ui/links";
import type { GrantsOfOrganisationFragment } from "@/graphql/client/graphql";
import { CustomerName } from "../../customers/customer-name";
import { findReporters } from "../../tickets/find-reporters";
import { AccessList } from "../_access/access-list";
import { GiveAccess } from "../_access/give-access";
import { moreGrants } from "../actions";

interface OrganisationAccessProps {
  organisationId: string;
  grants: GrantsOfOrganisationFragment;
  canChange: boolean;
}

/** Who may see or act on the organisation's tickets. */
export function OrganisationAccess({ organisationId, grants, canChange }: OrganisationAccessProps) {
  const [more, setMore] = useState<GrantsOfOrganisationFragment[]>([]);
  const pages = [grants, ...more];
  const { hasNextPage, endCursor } = pages.at(-1)?.pageInfo ?? grants.pageInfo;
  const showMore = async () => {
    const page = endCursor && (await attempt(() => moreGrants(organisationId, endCursor)));
    if (page) setMore([...more, page]);
  };
  const entries = pages.flatMap(({ nodes }) =>
    nodes.map(({ level, customer: { id, displayName, email, deletedAt } }) => ({
      customerId: id,
      organisationId,
      level,
      name: displayName,
      isFixed: deletedAt !== null,
      shown: (
        <>
          <TextLink href={`/customers/${id}`}>
            <CustomerName name={displayName} isDeleted={deletedAt !== null} />
          </TextLink>
          {email && email !== displayName && (
            <Text component="span" c="dimmed">
              {" "}
              {email}
            </Text>
          )}
        </>
      ),
    })),
  );
  return (
    <>
      {entries.length > 0 ? (
        <AccessList label="Who has access" entries={entries} canChange={canChange} />
      ) : (
        <Text c="dimmed">Nobody but who reported them.</Text>
      )}
      {hasNextPage && (
        <Button variant="default" size="xs" mt="sm" onClick={showMore}>
          Show more
        </Button>
      )}
      {canChange && (
        <GiveAccess
          label="Customer"
          find={findReporters}
          sidesWith={(customerId) => ({ customerId, organisationId })}
        />
      )}
    </>
  );
}
