"use client";

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import type { MassAction } from "@/graphql/client/graphql";
import { beginMass, type MassJob, type MassPreview } from "./actions";
import { type MassKind, massKind } from "./kinds";
import { type Choice, EMPTY_CHOICE, isComplete, MassFields } from "./mass-fields";
import { MassSkips } from "./mass-skips";
import { people, type Selected } from "./selected";
import { usePreview } from "./use-preview";

/** From so many on, what cannot be taken back wants the number typed. */
const TYPED_FROM = 100;

interface MassDialogProps {
  action: MassAction;
  selection: Selected;
  /** Instead of "1 customer", for one whose name is at hand. */
  name?: string;
  onClose: () => void;
  /** Called with the job once it has begun. */
  onBegun: (job: MassJob, kind: MassKind) => void;
}

/** The one confirmation of a mass action: whom exactly, who is left alone and why, and what else it needs. */
export function MassDialog({ action, selection, name, onClose, onBegun }: MassDialogProps) {
  const kind = massKind(action);
  const [choice, setChoice] = useState<Choice>(EMPTY_CHOICE);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<{ message: string; path: string[] }>();
  const [isRunning, start] = useTransition();
  const preview = usePreview(action, selection, choice);

  const changing = preview ? preview.count - preview.skips.reduce((sum, skip) => sum + skip.count, 0) : 0;
  const whom =
    name ?? (preview ? `${preview.isExact ? "" : "at least "}${people(preview.count)}` : "the selected customers");
  const number = String(changing);
  const mustType = action === "FORCE_RESET" && changing >= TYPED_FROM;
  const isNobody = preview?.isExact === true && changing === 0;
  const isReady =
    preview && !isNobody && isComplete(action, choice) && !preview.problem && (!mustType || typed.trim() === number);

  const run = () =>
    start(async () => {
      setProblem(undefined);
      const outcome = await attempt(() => beginMass({ action, selection, ...requestOf(choice) }));
      if (!outcome) return;
      if (outcome.job) onBegun(outcome.job, kind);
      else setProblem(outcome.problem);
    });

  return (
    <Modal opened onClose={onClose} title={`${kind.title(whom)}?`} closeButtonProps={{ "aria-label": "Close" }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isRunning) run();
        }}
      >
        <Stack gap="md">
          <Text>{kind.sentence}</Text>
          <MassFields action={action} choice={choice} onChange={setChoice} problem={problem} preview={preview} />
          <MassSkips preview={preview} isNobody={isNobody} />
          {mustType && (
            <TextInput
              label={`Type ${number} to confirm`}
              description="This many passwords end, and nobody can bring them back."
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              inputMode="numeric"
              autoComplete="off"
            />
          )}
          {problem && problem.path[0] !== "note" && <Alert color="red">{problem.message}</Alert>}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              Cancel
            </Button>
            <Button type="submit" color={kind.color} loading={isRunning} disabled={!isReady}>
              {kind.title(name ?? (preview ? amount(preview, changing) : "…"))}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const amount = ({ isExact }: MassPreview, changing: number) => (isExact ? people(changing) : "all that match");

const requestOf = ({ note, organisation, attribute, value }: Choice) => ({
  note: note.trim() || undefined,
  organisationId: organisation?.id ?? null,
  attribute: attribute || undefined,
  value: value.trim() || null,
});
