import { Checkbox, Group, Stack, Text, TextInput } from "@mantine/core";
import { Controller, useFormContext } from "react-hook-form";
import type { FieldProblem } from "../actions";
import { EVENT_GROUPS } from "./event-words";

/** What an admin says of a webhook. */
export interface WebhookValues {
  name: string;
  url: string;
  events: string[];
}

const FIELDS = ["name", "url", "events"] as const;

/** Puts each problem at its field and the focus into the first. */
export function useWebhookProblems() {
  const { setError } = useFormContext<WebhookValues>();
  return (problems: readonly FieldProblem[]) =>
    problems.forEach(({ path, message }, index) => {
      const field = FIELDS.find((name) => name === path[0]) ?? "name";
      setError(field, { message }, { shouldFocus: index === 0 });
    });
}

export function WebhookFields() {
  const { register, formState } = useFormContext<WebhookValues>();
  return (
    <>
      <TextInput
        maw="34rem"
        label="Name"
        description="What it is for."
        autoComplete="off"
        error={formState.errors.name?.message}
        {...register("name", { required: "Give a name." })}
      />
      <TextInput
        maw="34rem"
        label="Address"
        description="Events are posted there: an https address that can be reached from outside."
        type="url"
        autoComplete="off"
        placeholder="https://example.com/webhooks"
        error={formState.errors.url?.message}
        {...register("url", { required: "Give an address." })}
      />
      <EventFields />
    </>
  );
}

function EventFields() {
  const { control } = useFormContext<WebhookValues>();
  return (
    <Controller
      control={control}
      name="events"
      rules={{ validate: (chosen) => chosen.length > 0 || "Choose what it is told of." }}
      render={({ field: { value, onChange, ref }, fieldState: { error } }) => (
        <Checkbox.Group label="What it is told of" value={value} onChange={onChange} error={error?.message}>
          <Group align="flex-start" gap="xl" mt="xs" mb={4}>
            {EVENT_GROUPS.map((group, position) => (
              <fieldset key={group.title} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
                <Text component="legend" size="sm" fw={600} mb={6}>
                  {group.title}
                </Text>
                <Stack gap={6}>
                  {group.events.map(({ type, label }, index) => (
                    <Checkbox key={type} value={type} label={label} ref={position + index === 0 ? ref : undefined} />
                  ))}
                </Stack>
              </fieldset>
            ))}
          </Group>
        </Checkbox.Group>
      )}
    />
  );
}
