"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import type { MyProfileQuery } from "@/graphql/client/graphql";
import { saveProfile } from "./actions";

interface Typed {
  firstName: string;
  lastName: string;
  mobile: string;
}

const FIELDS = ["firstName", "lastName", "mobile"] as const;

export function ProfileForm({ profile }: { profile: MyProfileQuery["hubProfile"] }) {
  const { firstName, lastName } = profile;
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<Typed>({
    values: { firstName, lastName, mobile: profile.mobile ?? "" },
  });
  const { errors } = formState;

  const save = handleSubmit(async (typed) => {
    clearErrors();
    const problems = await attempt(() => saveProfile(typed));
    if (!problems) return;
    for (const [index, { path, message }] of problems.entries()) {
      const field = FIELDS.find((name) => name === path[0]) ?? "root";
      setError(field, { message }, { shouldFocus: index === 0 });
    }
    if (problems.length === 0) toastDone({ message: "Your profile is saved." });
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <ProblemAlert>{errors.root?.message}</ProblemAlert>
        <TextInput
          label="First name"
          size="md"
          autoComplete="given-name"
          dir="auto"
          error={errors.firstName?.message}
          {...register("firstName")}
        />
        <TextInput
          label="Last name"
          size="md"
          autoComplete="family-name"
          dir="auto"
          error={errors.lastName?.message}
          {...register("lastName")}
        />
        <TextInput
          label="Mobile"
          type="tel"
          size="md"
          autoComplete="tel"
          error={errors.mobile?.message}
          {...register("mobile")}
        />
        <Group>
          <Button type="submit" size="md" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
