"use client";

import { Button, Group, NumberInput, Stack, Switch, Text } from "@mantine/core";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import type { MailboxQuery } from "@/graphql/client/graphql";
import { saveSettings } from "../actions";

type AnswerSettings = MailboxQuery["settings"];

const FIELDS = ["sendsReceipts", "automaticAnswersPerHour"] as const;

/** What the desk answers by itself to mail that comes in. */
export function AnswersForm({ settings }: { settings: AnswerSettings }) {
  const { control, handleSubmit, setError, formState } = useForm<AnswerSettings>({ values: settings });
  const sentence = useId();

  const save = handleSubmit(async (typed) => {
    const problems = await attempt(() => saveSettings(typed));
    if (!problems) return;
    problems.forEach(({ path, message }, index) => {
      const field = FIELDS.find((name) => name === path[0]) ?? "sendsReceipts";
      setError(field, { message }, { shouldFocus: index === 0 });
    });
    if (problems.length === 0) toastDone({ message: "Settings saved." });
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack maw="28rem" gap="lg">
        <div>
          <Controller
            control={control}
            name="sendsReceipts"
            render={({ field: { value, ...field } }) => (
              <Switch
                {...field}
                checked={value}
                label="Send receipts"
                aria-describedby={sentence}
                error={formState.errors.sendsReceipts?.message}
              />
            )}
          />
          <Text id={sentence} size="xs" c="dimmed" mt={2} pl={50}>
            Whoever writes a mail that becomes a ticket is told its number. Automatic mail never gets one.
          </Text>
        </div>
        <Controller
          control={control}
          name="automaticAnswersPerHour"
          // An emptied field holds a text.
          rules={{ validate: (typed) => typeof typed === "number" || "Give a number from 1 to 100." }}
          render={({ field }) => (
            <NumberInput
              {...field}
              label="Automatic answers to one address within an hour"
              description="From 1 to 100. Two programs that answer each other stop there."
              min={1}
              max={100}
              allowDecimal={false}
              error={formState.errors.automaticAnswersPerHour?.message}
            />
          )}
        />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
