"use client";

import { Button } from "@mantine/core";
import { IconArrowBackUp, IconMessagePlus, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ButtonLink } from "@/app/_ui/links";
import { deleteAndTell, restoreAndTell } from "../mass-outcome";

interface AccountActionsProps {
  id: string;
  isDeleted: boolean;
  canEdit: boolean;
  canDelete: boolean;
  canRestore: boolean;
  canCreateTicket: boolean;
}

/** What can be done with the record. One button stands where Delete and Restore take turns, so that the keyboard keeps its place. */
export function AccountActions({
  id,
  isDeleted,
  canEdit,
  canDelete,
  canRestore,
  canCreateTicket,
}: AccountActionsProps) {
  const router = useRouter();
  const [isRunning, start] = useTransition();
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
      {!isDeleted && canCreateTicket && (
        <ButtonLink
          href={`/tickets/new?customer=${id}`}
          variant="default"
          leftSection={<IconMessagePlus size={16} aria-hidden />}
        >
          New ticket
        </ButtonLink>
      )}
      {!isDeleted && canEdit && (
        <ButtonLink href={`/customers/${id}/edit`} leftSection={<IconPencil size={16} aria-hidden />}>
          Edit
        </ButtonLink>
      )}
      {(isDeleted ? canRestore : canDelete) && (
        <Button
          variant="default"
          loading={isRunning}
          onClick={isDeleted ? restore : remove}
          leftSection={isDeleted ? <IconArrowBackUp size={16} aria-hidden /> : <IconTrash size={16} aria-hidden />}
        >
          {isDeleted ? "Restore" : "Delete"}
        </Button>
      )}
    </>
  );
}
