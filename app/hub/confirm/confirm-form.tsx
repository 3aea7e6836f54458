"use client";

import { Button, PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { confirmEmail } from "../_entry/actions";
import { DeadLink } from "../_entry/dead-link";
import { AccountName } from "../_entry/new-password";
import { ProblemAlert } from "../_entry/problem-alert";
import { SetPasswordForm } from "../set-password/set-password-form";

interface ConfirmFormProps {
  token: string;
  email: string;
  /** Somebody has registered with this address: whoever it was knows the password of then. */
  asksForPassword: boolean;
}

export function ConfirmForm({ token, email, asksForPassword }: ConfirmFormProps) {
  const [isLinkOver, setIsLinkOver] = useState(false);
  const [setsAnother, setSetsAnother] = useState(false);
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ password: string }>();

  const submit = handleSubmit(async ({ password }) => {
    const problems = await attempt(() => confirmEmail({ token, password: asksForPassword ? password : null }));
    if (!problems) return;
    const [problem] = problems;
    if (problem?.path[0] === "token") return setIsLinkOver(true);
    if (problem) {
      return setError(
        problem.path[0] === "password" ? "password" : "root",
        { message: problem.message },
        { shouldFocus: true },
      );
    }
    window.location.assign("/hub/sign-in?done=confirmed");
    return new Promise<void>(() => {});
  });

  if (isLinkOver) return <DeadLink />;
  if (setsAnother) return <SetPasswordForm token={token} email={email} />;
  return (
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        <AccountName email={email} />
        <ProblemAlert>{formState.errors.root?.message}</ProblemAlert>
        {asksForPassword && (
          <PasswordInput
            label="Password that you chose when registering"
            size="md"
            autoComplete="current-password"
            autoFocus
            error={formState.errors.password?.message}
            {...register("password", { required: "Enter the password.", onChange: () => clearErrors() })}
          />
        )}
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Confirm
        </Button>
        {asksForPassword && (
          <div>
            <Text size="sm" c="dimmed" mb={6}>
              Was it not you who registered, or do you not know it any more? A new one takes its place.
            </Text>
            <Button variant="default" fullWidth onClick={() => setSetsAnother(true)}>
              Set a new password instead
            </Button>
          </div>
        )}
      </Stack>
    </form>
  );
}
