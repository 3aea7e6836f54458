"use client";

import { Button } from "@mantine/core";
import { IconArrowBackUp, IconMessagePlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ButtonLink } from "@/app/_ui/links";
import { deleteAndTell, restoreAndTell } from "../mass-outcome";
import { MoreActions } from "./more-actions";

interface AccountActionsProps {
  customer: { id: string; displayName: string; email: string | null; isBlocked: boolean; isDeleted: boolean };
  permissions: readonly string[];
}

/** What can be done with the record. One button stands where Delete and Restore take turns, so that the keyboard keeps its place. */
export function AccountActions({ customer, permissions }: AccountActionsProps) {
  const { id, isDeleted } = customer;
  const router = useRouter();
  const [isRunning, start] = useTransition();
  const may = (permission: string) => permissions.includes(permission);
  const remove = () =>
    start(async () => {
      await deleteAndTell([id], () => router.refresh());
    });
  const restore = () =>
    start(async () => {
      await restoreAndTell([id]);
    });
  return (
    <>
      {!isDeleted && may("ticket.create") && (
        <ButtonLink
          href={`/tickets/new?customer=${id}`}
          variant="default"
          leftSection={<IconMessagePlus size={16} aria-hidden />}
        >
          New ticket
        </ButtonLink>
      )}
      {!isDeleted && may("customer.edit") && (
        <ButtonLink href={`/customers/${id}/edit`} leftSection={<IconPencil size={16} aria-hidden />}>
          Edit
        </ButtonLink>
      )}
      {may(isDeleted ? "customer.restore" : "customer.delete") && (
        <Button
          variant="default"
          loading={isRunning}
          onClick={isDeleted ? restore : remove}
          leftSection={isDeleted ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
        >
          {isDeleted ? "Restore" : "Delete"}
        </Button>
      )}
      {!isDeleted && <MoreActions customer={customer} permissions={permissions} />}
    </>
  );
}
