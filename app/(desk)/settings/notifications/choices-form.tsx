"use client";

import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import { Controller, useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { toastDone } from "@/app/_ui/toasts";
import type { NoticeChoicesQuery, NoticeKind } from "@/graphql/client/graphql";
import { saveNoticeChoices } from "./actions";

const KINDS: Record<NoticeKind, { label: string; hint: string }> = {
  NEW_TICKET: { label: "New tickets", hint: "A ticket came that nobody has." },
  ASSIGNED: { label: "Assigned to me", hint: "Somebody gave you a ticket." },
  REPLY: { label: "Replies on mine", hint: "A customer or a colleague wrote on a ticket that you have." },
  CLOSED: { label: "Closed by the customer", hint: "A customer closed a ticket that you have." },
  CAME_BACK: {
    label: "Customers on tickets of nobody",
    hint: "A customer wrote on a ticket that nobody has, or opened it again.",
  },
  REOPENED: { label: "Opened again by the customer", hint: "A customer opened a ticket again that you have." },
};

type Choices = NoticeChoicesQuery["noticeChoices"];

/** One line a kind, one box a way. */
export function ChoicesForm({ choices }: { choices: Choices }) {
  const { control, handleSubmit, formState, reset } = useForm<{ choices: Choices }>({ defaultValues: { choices } });
  const save = handleSubmit(async (chosen) => {
    const problem = await attempt(() => saveNoticeChoices(chosen.choices));
    if (problem === undefined) return;
    reset(chosen);
    toastDone({ message: "Your choices are saved." });
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <LeaveGuard isOn={formState.isDirty} />
      <Stack gap="lg" maw="34rem">
        {choices.map(({ kind }, index) => (
          <fieldset key={kind} style={{ border: 0, margin: 0, padding: 0 }}>
            <Text component="legend" fw={600}>
              {KINDS[kind].label}
            </Text>
            <Text size="sm" c="dimmed" mb={6}>
              {KINDS[kind].hint}
            </Text>
            <Group gap="xl">
              {(["onScreen", "byMail"] as const).map((way) => (
                <Controller
                  key={way}
                  control={control}
                  name={`choices.${index}.${way}`}
                  render={({ field: { value, onChange, ...field } }) => (
                    <Checkbox
                      {...field}
                      checked={value}
                      onChange={(event) => onChange(event.currentTarget.checked)}
                      label={way === "onScreen" ? "On the screen" : "By mail"}
                    />
                  )}
                />
              ))}
            </Group>
          </fieldset>
        ))}
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
