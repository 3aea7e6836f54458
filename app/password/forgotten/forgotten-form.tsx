"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { CheckYourMail } from "@/app/hub/_entry/check-your-mail";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import { askForAgentLink } from "../actions";

export function ForgottenForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ email: string }>();

  const submit = handleSubmit(async ({ email }) => {
    const problems = await attempt(() => askForAgentLink(email));
    if (!problems) return;
    const [problem] = problems;
    if (!problem) return setSentTo(email.trim());
    setError(problem.path[0] === "email" ? "email" : "root", { message: problem.message }, { shouldFocus: true });
  });

  if (sentTo !== undefined)
    return (
      <CheckYourMail>
        If <strong>{sentTo}</strong> can sign in here, a mail with a link is on its way to it. The link is good for 24
        hours. No mail? Ask your admin.
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
