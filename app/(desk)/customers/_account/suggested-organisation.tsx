"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { joinOrganisation } from "../../organisations/actions";
import classes from "./account.module.css";

interface SuggestedOrganisationProps {
  customerId: string;
  organisation: { id: string; name: string };
  canEdit: boolean;
}

/** Says whose domain the customer's address is of, and makes them a member. */
export function SuggestedOrganisation({ customerId, organisation: { id, name }, canEdit }: SuggestedOrganisationProps) {
  const [isSaving, start] = useTransition();
  const join = () =>
    start(async () => {
      const answer = await attempt(async () => ({ problem: await joinOrganisation(customerId, id) }));
      if (answer?.problem) toastProblem(answer.problem);
      else if (answer) toastDone({ message: `They are a member of ${name} now.` });
    });
  return (
    <>
      <span className={classes.none}>None</span>
      <span className={classes.sentence}>
        Their address is of <bdi>{name}</bdi>.
      </span>
      {canEdit && (
        <Button size="compact-sm" variant="default" mt={4} loading={isSaving} onClick={join}>
          Make a member
        </Button>
      )}
    </>
  );
}
