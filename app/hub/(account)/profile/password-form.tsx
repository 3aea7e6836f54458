"use client";

import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { AccountName, NewPassword } from "@/app/hub/_entry/new-password";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import { changePassword } from "./actions";

interface Typed {
  oldPassword: string;
  newPassword: string;
}

const FIELDS = ["oldPassword", "newPassword"] as const;

export function PasswordForm({ email }: { email: string }) {
  const { register, handleSubmit, setError, clearErrors, reset, formState } = useForm<Typed>();
  const { errors } = formState;

  const save = handleSubmit(async (typed) => {
    clearErrors();
    const problems = await attempt(() => changePassword(typed));
    if (!problems) return;
    for (const [index, { path, message }] of problems.entries()) {
      const field = FIELDS.find((name) => name === path[0]) ?? "root";
      setError(field, { message }, { shouldFocus: index === 0 });
    }
    if (problems.length > 0) return;
    reset({ oldPassword: "", newPassword: "" });
    toastDone({ message: "Your password is changed. You are signed out on all other devices." });
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <ProblemAlert>{errors.root?.message}</ProblemAlert>
        <AccountName email={email} />
        <PasswordInput
          label="Old password"
          size="md"
          autoComplete="current-password"
          error={errors.oldPassword?.message}
          {...register("oldPassword", { required: "Enter your password of now." })}
        />
        <NewPassword
          label="New password"
          field={register("newPassword", { required: "Choose a password." })}
          error={errors.newPassword?.message}
        />
        <Group>
          <Button type="submit" size="md" loading={formState.isSubmitting}>
            Change the password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
