"use client";

import { Alert, Button, NativeSelect, Stack, TagsInput, Textarea } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Controller } from "react-hook-form";
import { ConflictNotice } from "@/app/_ui/conflict-notice";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { usePageKeys } from "@/app/_ui/page-keys";
import type { TicketToEditFragment } from "@/graphql/client/graphql";
import { PRIORITIES, STATUSES } from "../ticket-words";
import { TICKET_LABELS } from "./ticket-values";
import { useTicketForm } from "./use-ticket-form";

interface TicketFormProps {
  ticket: TicketToEditFragment;
  agents: { id: string; name: string }[];
  /** Of the agent who is looking at it. */
  ownId: string;
}

/** What an agent moves a ticket with. Saved together, so that one look at it is one entry in the history. */
export function TicketForm({ ticket, agents, ownId }: TicketFormProps) {
  const { assignee } = ticket;
  // A colleague who has left may still be on it.
  const choices = assignee && !agents.some(({ id }) => id === assignee.id) ? [...agents, assignee] : agents;
  const agentName = (id: string) => choices.find((agent) => agent.id === id)?.name ?? `agent no. ${id}`;
  const { form, save, conflict, problem, takeTheirs } = useTicketForm(ticket, agentName);
  const { register, control, formState } = form;
  const { errors, isSubmitting, isDirty } = formState;
  const take = () => {
    form.setValue("assigneeId", ownId, { shouldDirty: true });
    save();
  };
  const isOwn = form.watch("assigneeId") === ownId;
  usePageKeys(isOwn ? [] : [{ keys: "a", label: "Assign to me", run: take }]);
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <LeaveGuard isOn={isDirty} />
      <Stack gap="sm">
        {conflict && <ConflictNotice {...conflict} onTakeTheirs={takeTheirs} />}
        {problem && (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>
            {problem}
          </Alert>
        )}
        <NativeSelect
          label={TICKET_LABELS.status}
          error={errors.status?.message}
          data={STATUSES.map(({ status, label }) => ({ value: status, label }))}
          {...register("status")}
        />
        <NativeSelect
          label={TICKET_LABELS.priority}
          error={errors.priority?.message}
          data={PRIORITIES.map(({ priority, label }) => ({ value: priority, label }))}
          {...register("priority")}
        />
        <NativeSelect
          label={TICKET_LABELS.assigneeId}
          error={errors.assigneeId?.message}
          data={[{ value: "", label: "Nobody" }, ...choices.map(({ id, name }) => ({ value: id, label: name }))]}
          {...register("assigneeId")}
        />
        {!isOwn && (
          <Button
            variant="subtle"
            size="compact-sm"
            mr="auto"
            mt={-6}
            aria-keyshortcuts="A"
            onClick={() => {
              // The button goes.
              form.setFocus("assigneeId");
              take();
            }}
          >
            Assign to me
          </Button>
        )}
        <Controller
          control={control}
          name="tags"
          render={({ field }) => (
            <TagsInput
              label={TICKET_LABELS.tags}
              placeholder={field.value.length === 0 ? "Type one, then Enter" : undefined}
              error={errors.tags?.message}
              value={field.value}
              onChange={field.onChange}
              onBlur={field.onBlur}
              acceptValueOnBlur
              maxTags={20}
            />
          )}
        />
        <Textarea
          label={TICKET_LABELS.subject}
          error={errors.subject?.message}
          autosize
          minRows={1}
          dir="auto"
          {...register("subject")}
        />
        <Button type="submit" loading={isSubmitting} disabled={!isDirty} variant={isDirty ? "filled" : "default"}>
          Save changes
        </Button>
      </Stack>
    </form>
  );
}
