"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { CheckYourMail } from "./check-your-mail";
import { ProblemAlert } from "./problem-alert";

interface AskForLinkProps {
  ask: (email: string) => Promise<{ message: string; path: string[] }[]>;
  /** What is said afterwards, the same whoever has the address. */
  said: (email: ReactNode) => ReactNode;
}

/** Asks for a mail with a link to set a new password. */
export function AskForLink({ ask, said }: AskForLinkProps) {
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ email: string }>();

  const submit = handleSubmit(async ({ email }) => {
    const problems = await attempt(() => ask(email));
    if (!problems) return;
    const [problem] = problems;
    if (!problem) return setSentTo(email.trim());
    setError(problem.path[0] === "email" ? "email" : "root", { message: problem.message }, { shouldFocus: true });
  });

  if (sentTo !== undefined) return <CheckYourMail>{said(<strong>{sentTo}</strong>)}</CheckYourMail>;
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
