"use client";

import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { CheckYourMail } from "@/app/hub/_entry/check-your-mail";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import { changeEmail } from "./actions";

interface Typed {
  email: string;
  password: string;
}

const FIELDS = ["email", "password"] as const;

/** Where a customer asks for another address. It says the same whoever has that address. */
export function EmailForm({ email }: { email: string }) {
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, reset, formState } = useForm<Typed>();
  const { errors } = formState;

  const send = handleSubmit(async (typed) => {
    clearErrors();
    const problems = await attempt(() => changeEmail(typed));
    if (!problems) return;
    for (const [index, { path, message }] of problems.entries()) {
      const field = FIELDS.find((name) => name === path[0]) ?? "root";
      setError(field, { message }, { shouldFocus: index === 0 });
    }
    if (problems.length > 0) return;
    reset({ email: "", password: "" });
    setSentTo(typed.email.trim());
  });

  if (sentTo !== undefined)
    return (
      <CheckYourMail>
        If <strong>{sentTo}</strong> can be used here, a mail is on its way to it. Your address changes once you follow
        the link in it, within a day; until then you sign in with {email}.
      </CheckYourMail>
    );
  return (
    <form onSubmit={send} method="post" noValidate>
      <Stack gap="md">
        <ProblemAlert>{errors.root?.message}</ProblemAlert>
        <Text>
          You sign in with <strong style={{ overflowWrap: "anywhere" }}>{email}</strong>.
        </Text>
        <TextInput
          label="New e-mail"
          type="email"
          size="md"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...register("email", { required: "Enter the new address." })}
        />
        <PasswordInput
          label="Your password"
          size="md"
          autoComplete="current-password"
          error={errors.password?.message}
          {...register("password", { required: "Enter your password." })}
        />
        <Group>
          <Button type="submit" size="md" loading={formState.isSubmitting}>
            Change the e-mail
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
