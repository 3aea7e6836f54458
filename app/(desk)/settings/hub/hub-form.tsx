"use client";

import { Button, Fieldset, Group, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useId } from "react";
import { Controller } from "react-hook-form";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import type { HubSettingsQuery } from "@/graphql/client/graphql";
import { useSettingsForm } from "../use-settings-form";

type HubSettings = HubSettingsQuery["settings"];

const FIELDS = [
  "hubActivated",
  "hasRequestForm",
  "newCustomersHaveHubAccess",
  "contactName",
  "contactEmail",
  "contactPhone",
  "contactHours",
  "contactLink",
] as const;

const SWITCHES = [
  {
    field: "hubActivated",
    label: "Hub activated",
    sentence:
      "Whether customers can sign in at all; when off, /hub says that there is none, and nobody gets account mails.",
  },
  {
    field: "hasRequestForm",
    label: "Public request form",
    sentence:
      "Whether anybody can send a request at /hub/request without signing in, as by mail; not while the Hub is off.",
  },
  {
    field: "newCustomersHaveHubAccess",
    label: "Hub access for new customers",
    sentence:
      "How the switch of a new customer stands, however they came. When off, nobody gets in by registering until an agent lets them.",
  },
] as const;

const CONTACT = [
  { field: "contactName", label: "Department", description: "For example: Support department", type: "text" },
  { field: "contactEmail", label: "E-mail", description: undefined, type: "email" },
  { field: "contactPhone", label: "Phone", description: undefined, type: "tel" },
  { field: "contactHours", label: "Hours", description: "For example: Monday to Friday, 9 to 17", type: "text" },
  { field: "contactLink", label: "Link", description: "A page with more, beginning with https://", type: "url" },
] as const;

export function HubForm({ settings }: { settings: HubSettings }) {
  const { register, control, save, formState } = useSettingsForm<HubSettings>(settings, FIELDS);
  const sentences = useId();

  return (
    <form onSubmit={save} method="post" noValidate>
      <LeaveGuard isOn={formState.isDirty} />
      <Stack maw="28rem" gap="lg">
        {SWITCHES.map(({ field: name, label, sentence }) => (
          <div key={name}>
            <Controller
              control={control}
              name={name}
              render={({ field: { value, ...field } }) => (
                <Switch
                  {...field}
                  checked={value}
                  label={label}
                  aria-describedby={`${sentences}-${name}`}
                  error={formState.errors[name]?.message}
                />
              )}
            />
            <Text id={`${sentences}-${name}`} size="xs" c="dimmed" mt={2} pl={50}>
              {sentence}
            </Text>
          </div>
        ))}
        <Fieldset legend="Whom customers can turn to" variant="unstyled">
          <Text size="sm" c="dimmed" mb="sm">
            Shown to a customer whose Hub access is switched off, after they have signed in. Leave out what you do not
            want to show.
          </Text>
          <Stack gap="md">
            {CONTACT.map(({ field, label, description, type }) => (
              <TextInput
                key={field}
                label={label}
                description={description}
                type={type}
                autoComplete="off"
                error={formState.errors[field]?.message}
                {...register(field)}
              />
            ))}
          </Stack>
        </Fieldset>
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
