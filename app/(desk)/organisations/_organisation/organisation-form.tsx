"use client";

import { Alert, Button, Group, Radio, RadioGroup, Stack, TagsInput, TextInput } from "@mantine/core";
import { Controller, useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { toastDone } from "@/app/_ui/toasts";
import type { Newcomers, OrganisationPageQuery } from "@/graphql/client/graphql";
import { changeOrganisation } from "../actions";
import { NEWCOMERS } from "./newcomer-words";

interface OrganisationValues {
  name: string;
  domains: string[];
  newcomers: Newcomers;
}

const FIELDS = ["name", "domains", "newcomers"] as const;

interface OrganisationFormProps {
  organisation: NonNullable<OrganisationPageQuery["organisation"]>;
}

/** Name, e-mail domains, and what becomes of new customers there. */
export function OrganisationForm({ organisation: { id, version, name, domains, newcomers } }: OrganisationFormProps) {
  const form = useForm<OrganisationValues>({ defaultValues: { name, domains, newcomers } });
  const { register, control, handleSubmit, setError, watch, formState } = form;
  const { errors } = formState;

  const save = handleSubmit(async (typed) => {
    const problems = await attempt(() => changeOrganisation({ id, version, ...typed }));
    if (!problems) return;
    // All that is wrong with the domains stands below their one field.
    for (const field of FIELDS) {
      const messages = problems.filter(({ path }) => path[0] === field).map(({ message }) => message);
      if (messages.length > 0) setError(field, { message: messages.join(" ") }, { shouldFocus: true });
    }
    const other = problems.find(({ path }) => FIELDS.every((field) => field !== path[0]));
    if (other) setError("root", { message: other.message });
    if (problems.length === 0) toastDone({ message: `${typed.name.trim()} saved.` });
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <LeaveGuard isOn={formState.isDirty} />
      <Stack gap="md">
        {errors.root && (
          <Alert color="red" role="alert">
            {errors.root.message}
          </Alert>
        )}
        <TextInput label="Name" dir="auto" autoComplete="off" error={errors.name?.message} {...register("name")} />
        <Controller
          control={control}
          name="domains"
          render={({ field }) => (
            <TagsInput
              {...field}
              label="E-mail domains"
              description="What stands behind the @ in its people's addresses. Enter after each."
              placeholder={field.value.length === 0 ? "acme.com" : undefined}
              error={errors.domains?.message}
              splitChars={[",", ";", " "]}
              acceptValueOnBlur
              maxTags={100}
            />
          )}
        />
        {watch("domains").length > 0 && (
          <Controller
            control={control}
            name="newcomers"
            render={({ field }) => (
              <RadioGroup {...field} label="New customers with an address there" error={errors.newcomers?.message}>
                <Stack gap="xs" mt={6}>
                  {NEWCOMERS.map((choice) => (
                    <Radio key={choice.value} {...choice} />
                  ))}
                </Stack>
              </RadioGroup>
            )}
          />
        )}
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
