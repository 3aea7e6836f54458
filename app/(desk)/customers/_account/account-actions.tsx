"use client";

import { Button } from "@mantine/core";
import { IconArrowBackUp, IconMessagePlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { leave } from "@/app/_ui/leaving";
import { ButtonLink } from "@/app/_ui/links";
import { usePageKeys } from "@/app/_ui/page-keys";
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
  const newTicket = !isDeleted && may("ticket.create") ? `/tickets/new?customer=${id}` : undefined;
  const edit = !isDeleted && may("customer.edit") ? `/customers/${id}/edit` : undefined;
  usePageKeys([
    ...(edit ? [{ keys: "e", label: "Edit the customer", run: () => leave(() => router.push(edit)) }] : []),
    ...(newTicket
      ? [{ keys: "t", label: "New ticket from this customer", run: () => leave(() => router.push(newTicket)) }]
      : []),
  ]);
  return (
    <>
      {newTicket && (
        <ButtonLink href={newTicket} variant="default" leftSection={<IconMessagePlus size={16} aria-hidden />}>
          New ticket
        </ButtonLink>
      )}
      {edit && (
        <ButtonLink href={edit} leftSection={<IconPencil size={16} aria-hidden />}>
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
