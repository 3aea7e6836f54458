"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { register as registerAccount } from "../_entry/actions";
import { CheckYourMail } from "../_entry/check-your-mail";
import { NewPassword } from "../_entry/new-password";
import { ProblemAlert } from "../_entry/problem-alert";

interface Typed {
  firstName: string;
  lastName: string;
  email: string;
  password: string;
}

const FIELDS = ["firstName", "lastName", "email", "password"] as const;

export function RegisterForm() {
  const [sentTo, setSentTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<Typed>();
  const { errors } = formState;

  const submit = handleSubmit(async (typed) => {
    clearErrors();
    const problems = await attempt(() => registerAccount(typed));
    if (!problems) return;
    if (problems.length === 0) return setSentTo(typed.email.trim());
    for (const [index, { path, message }] of problems.entries()) {
      const field = FIELDS.find((name) => name === path[0]) ?? "root";
      setError(field, { message }, { shouldFocus: index === 0 });
    }
  });

  if (sentTo !== undefined)
    return (
      <CheckYourMail>
        A mail is on its way to <strong>{sentTo}</strong>. Follow the link in it to finish; it is good for three days.
      </CheckYourMail>
    );
  return (
    <form onSubmit={submit} method="post" noValidate>
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
          label="E-mail"
          type="email"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...register("email", { required: "Enter your e-mail address." })}
        />
        <NewPassword
          label="Password"
          field={register("password", { required: "Choose a password." })}
          error={errors.password?.message}
        />
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Register
        </Button>
      </Stack>
    </form>
  );
}
