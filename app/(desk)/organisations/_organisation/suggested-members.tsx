"use client";

import { Button, Checkbox, Stack, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { TextLink } from "@/app/_ui/links";
import { toastProblem } from "@/app/_ui/toasts";
import type { OrganisationPageQuery } from "@/graphql/client/graphql";
import { beginMass } from "../../customers/_mass/actions";
import { massKind } from "../../customers/_mass/kinds";
import { people } from "../../customers/_mass/selected";
import { tellOutcome } from "../../customers/_mass/tell";
import { showOrganisationAnew } from "../actions";
import classes from "./suggested-members.module.css";

interface SuggestedMembersProps {
  organisationId: string;
  customers: OrganisationPageQuery["suggestedMembers"]["nodes"];
  hasMore: boolean;
}

/** Whom the organisation's domains make likely members. All are chosen at first; who is none is taken out. */
export function SuggestedMembers({ organisationId, customers, hasMore }: SuggestedMembersProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isRunning, start] = useTransition();
  const chosen = customers.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const join = () =>
    start(async () => {
      const selection = { ids: chosen };
      const outcome = await attempt(() => beginMass({ action: "SET_ORGANISATION", selection, organisationId }));
      if (outcome?.problem) toastProblem(outcome.problem.message);
      if (!outcome?.job) return;
      tellOutcome(outcome.job, massKind("SET_ORGANISATION"), showOrganisationAnew);
      await showOrganisationAnew();
      document.getElementById("content")?.focus();
    });
  return (
    <Stack gap="xs">
      <ul className={classes.list} aria-label="Suggested members">
        {customers.map(({ id, displayName, email }) => (
          <li key={id} className={classes.line}>
            <Checkbox checked={!left.has(id)} onChange={() => toggle(id)} aria-label={displayName} />
            <span className={classes.name}>
              <TextLink href={`/customers/${id}`}>
                <bdi>{displayName}</bdi>
              </TextLink>
              {email && email !== displayName && (
                <Text component="span" c="dimmed">
                  {" "}
                  {email}
                </Text>
              )}
            </span>
          </li>
        ))}
      </ul>
      {hasMore && <Text c="dimmed">More stand here once these are members or belong elsewhere.</Text>}
      <div>
        <Button variant="default" size="xs" disabled={chosen.length === 0} loading={isRunning} onClick={join}>
          {chosen.length === 1 ? "Make 1 customer a member" : `Make ${people(chosen.length)} members`}
        </Button>
      </div>
    </Stack>
  );
}
