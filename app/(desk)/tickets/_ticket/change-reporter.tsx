"use client";

import { Button, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { Picker, type PickerOption } from "@/app/_ui/picker";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import type { TicketToEditFragment } from "@/graphql/client/graphql";
import { updateTicket } from "../actions";
import { findReporters } from "../find-reporters";

/** The same function at each drawing: the field then has the focus once, when it appears. */
const focusOnArrival = (input: HTMLInputElement | null) => input?.focus();

/** Gives the ticket to another customer. Behind a button: it is rare, and whoever is chosen sees the ticket from then on. */
export function ChangeReporter({ ticket }: { ticket: Pick<TicketToEditFragment, "id" | "version" | "number"> }) {
  const [isOpen, setIsOpen] = useState(false);
  const [chosen, setChosen] = useState<PickerOption | null>(null);
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const close = () => {
    setIsOpen(false);
    setChosen(null);
    setProblem(undefined);
    afterRender(() => {
      // Not from whoever is somewhere else by the time that it is saved.
      if (document.activeElement === document.body) opener.current?.focus();
    });
  };
  const save = async () => {
    if (isSaving) return;
    if (!chosen) return setProblem("Choose a customer from the list.");
    setIsSaving(true);
    const answer = await attempt(() => updateTicket({ id: ticket.id, version: ticket.version, reporterId: chosen.id }));
    setIsSaving(false);
    if (!answer) return;
    const [error] = answer.userErrors;
    if (error) return setProblem(error.message);
    toastDone({ message: `Ticket #${ticket.number} is from ${chosen.label} now.` });
    close();
  };
  if (!isOpen) {
    return (
      <Button ref={opener} size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
        Change reporter
      </Button>
    );
  }
  return (
    <Stack gap="xs">
      <Picker
        label="New reporter"
        placeholder="Search name, e-mail, mobile"
        value={chosen}
        onChange={(option) => {
          setChosen(option);
          setProblem(undefined);
        }}
        find={findReporters}
        error={problem}
        inputRef={focusOnArrival}
      />
      <Button.Group>
        <Button size="xs" onClick={save} loading={isSaving}>
          Change
        </Button>
        <Button size="xs" variant="default" onClick={close}>
          Cancel
        </Button>
      </Button.Group>
    </Stack>
  );
}
