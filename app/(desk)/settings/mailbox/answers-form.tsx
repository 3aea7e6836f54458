"use client";

import { Button, Group, NumberInput, Stack, Switch, Text } from "@mantine/core";
import { useId } from "react";
import { Controller } from "react-hook-form";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import type { MailboxQuery } from "@/graphql/client/graphql";
import { useSettingsForm } from "../use-settings-form";

type AnswerSettings = MailboxQuery["settings"];

const FIELDS = ["sendsReceipts", "automaticAnswersPerHour"] as const;

/** What the desk answers by itself to mail that comes in. */
export function AnswersForm({ settings }: { settings: AnswerSettings }) {
  const { control, save, formState } = useSettingsForm<AnswerSettings>(settings, FIELDS);
  const sentence = useId();

  return (
    <form onSubmit={save} method="post" noValidate>
      <LeaveGuard isOn={formState.isDirty} />
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
