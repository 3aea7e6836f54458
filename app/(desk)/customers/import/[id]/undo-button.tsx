"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastProblem } from "@/app/_ui/toasts";
import { undoImport } from "../actions";
import { counted } from "../import-words";
import type { ImportOfPage } from "./import.document";

type Counts = Pick<ImportOfPage, "id" | "created" | "updated" | "restored">;

/** Takes the import back, after one question that names what would happen. */
export function UndoButton({ found, label = "Undo this import" }: { found: Counts; label?: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const [isStarting, startUndo] = useTransition();
  const undo = () =>
    startUndo(async () => {
      const answer = await attempt(() => undoImport(found.id));
      setIsAsking(false);
      if (answer?.problem) toastProblem(answer.problem);
    });
  return (
    <>
      <Button variant="default" onClick={() => setIsAsking(true)}>
        {label}
      </Button>
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title="Undo this import?">
        <Text>{consequences(found)}</Text>
        <Text mt="xs">
          What was edited since stays as it is, and so does whoever has tickets. This page lists it afterwards.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
            Keep the import
          </Button>
          <Button color="red" loading={isStarting} onClick={undo}>
            Undo this import
          </Button>
        </Group>
      </Modal>
    </>
  );
}

function consequences({ created, updated, restored }: Counts): string {
  const parts = [
    created > 0 && `${counted(created, "customer")} that it created will be removed`,
    updated > 0 && `${counted(updated, "customer")} that it updated will be as before`,
    restored > 0 && `${counted(restored, "customer")} that it restored will be deleted again`,
  ].filter(Boolean);
  return `${parts.join(", ")}.`;
}
