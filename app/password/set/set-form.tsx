"use client";

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { AccountName, NewPassword } from "@/app/hub/_entry/new-password";
import { setAgentPassword } from "../actions";
import { OverLink } from "./over-link";

export function SetForm({ token, email }: { token: string; email: string }) {
  const [isOver, setIsOver] = useState(false);
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ password: string }>();
  const submit = handleSubmit(async ({ password }) => {
    const problems = await attempt(() => setAgentPassword({ token, password }));
    if (!problems) return;
    const [problem] = problems;
    if (problem?.path[0] === "token") return setIsOver(true);
    if (problem) return setError("password", { message: problem.message }, { shouldFocus: true });
    window.location.assign("/sign-in?done=password");
    return new Promise<void>(() => {});
  });
  if (isOver) return <OverLink isExpired={false} isInvitation={false} />;
  return (
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        <AccountName email={email} />
        <NewPassword
          label="New password"
          field={register("password", { required: "Choose a password.", onChange: () => clearErrors() })}
          error={formState.errors.password?.message}
          autoFocus
        />
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Set the password
        </Button>
      </Stack>
    </form>
  );
}
