"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { askForPassword } from "../_entry/actions";
import { CheckYourMail } from "../_entry/check-your-mail";
import { ProblemAlert } from "../_entry/problem-alert";

export function ForgotPasswordForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ email: string }>();

  const submit = handleSubmit(async ({ email }) => {
    const problems = await attempt(() => askForPassword(email));
    if (!problems) return;
    const [problem] = problems;
    if (!problem) return setSentTo(email.trim());
    setError(problem.path[0] === "email" ? "email" : "root", { message: problem.message }, { shouldFocus: true });
  });

  if (sentTo !== undefined)
    return (
      <CheckYourMail>
        If <strong>{sentTo}</strong> belongs to an account here, a mail with a link is on its way to it. The link is
        good for 24 hours.
      </CheckYourMail>
    );
  return (
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        <ProblemAlert>{formState.errors.root?.message}</ProblemAlert>
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={formState.errors.email?.message}
          {...register("email", { required: "Enter your e-mail address.", onChange: () => clearErrors() })}
        />
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Send the link
        </Button>
      </Stack>
    </form>
  );
}
