"use client";

import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { Controller, FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { SecretOnce } from "@/app/_ui/secret-once";
import { createToken } from "./actions";
import { groupsOf } from "./permission-words";

interface TokenValues {
  name: string;
  permissions: string[];
  days: string;
}

const EMPTY: TokenValues = { name: "", permissions: [], days: "90" };
const DAY_MS = 86_400_000;

/** @param permissions one's own: what a token can be given */
export function NewTokenForm({ permissions }: { permissions: string[] }) {
  const form = useForm({ defaultValues: EMPTY });
  const [made, setMade] = useState<{ name: string; secret: string }>();
  return (
    <FormProvider {...form}>
      {made ? (
        <SecretOnce
          title={`${made.name} is ready`}
          lead="Copy the token now. It is kept as a hash alone, so nobody can show it again."
          label="The new token"
          secret={made.secret}
          onKept={() => setMade(undefined)}
        />
      ) : (
        <Fields permissions={permissions} onMade={setMade} />
      )}
    </FormProvider>
  );
}

const FIELDS = { name: "name", permissions: "permissions", expiresAt: "days" } as const;

interface FieldsProps {
  permissions: string[];
  onMade: (made: { name: string; secret: string }) => void;
}

function Fields({ permissions, onMade }: FieldsProps) {
  const { register, handleSubmit, setError, reset, formState } = useFormContext<TokenValues>();
  const save = handleSubmit(async ({ days, ...typed }) => {
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const outcome = await attempt(() => createToken({ ...typed, expiresAt }));
    if (!outcome) return;
    for (const [index, { path, message }] of outcome.problems.entries())
      setError(FIELDS[path[0] as keyof typeof FIELDS] ?? "name", { message }, { shouldFocus: index === 0 });
    if (!outcome.secret) return;
    reset(EMPTY);
    onMade({ name: typed.name.trim(), secret: outcome.secret });
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <TextInput
          maw="28rem"
          label="Name"
          description="What it is for: you will want to know when you revoke it."
          autoComplete="off"
          error={formState.errors.name?.message}
          {...register("name", { required: "Give a name." })}
        />
        <PermissionFields permissions={permissions} />
        <NativeSelect
          maw="28rem"
          label="Expires"
          data={[
            { value: "7", label: "After 7 days" },
            { value: "30", label: "After 30 days" },
            { value: "90", label: "After 90 days" },
            { value: "365", label: "After a year" },
            { value: "", label: "Never" },
          ]}
          error={formState.errors.days?.message}
          {...register("days")}
        />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Create token
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PermissionFields({ permissions }: { permissions: string[] }) {
  const { control } = useFormContext<TokenValues>();
  return (
    <Controller
      control={control}
      name="permissions"
      rules={{ validate: (chosen) => chosen.length > 0 || "Choose what it may do." }}
      render={({ field: { value, onChange, ref }, fieldState: { error } }) => (
        <Checkbox.Group
          label="What it may do"
          description="Choose no more than the program needs. What is later taken from you is taken from it too."
          value={value}
          onChange={onChange}
          error={error?.message}
        >
          <Group align="flex-start" gap="xl" mt="xs" mb={4}>
            {groupsOf(permissions).map((group, position) => (
              <fieldset key={group.title} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
                <Text component="legend" size="sm" fw={600} mb={6}>
                  {group.title}
                </Text>
                <Stack gap={6}>
                  {group.permissions.map(({ name, label }, index) => (
                    <Checkbox
                      key={name}
                      value={name}
                      label={label}
                      ref={position === 0 && index === 0 ? ref : undefined}
                    />
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
