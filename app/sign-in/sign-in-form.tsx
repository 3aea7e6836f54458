"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { requestSignIn, type SignInOutcome } from "./request-sign-in";

interface Typed {
  email: string;
  password: string;
}

// One sentence for a wrong address, a wrong password and a deactivated agent: a stranger learns nothing about who works here.
const SENTENCES: Record<Exclude<SignInOutcome, "signed-in" | "unconfirmed">, string> = {
  refused: "The e-mail address and password do not match an account that can sign in.",
  "too-often": "Too many attempts. Wait a few minutes, then try again.",
  failed: "Signing in did not work just now. Check your connection and try again.",
};

export function SignInForm({ returnPath, done }: { returnPath: string; done?: string }) {
  const [problem, setProblem] = useState<string>();
  const { register, handleSubmit, resetField, setFocus, formState } = useForm<Typed>();

  const submit = handleSubmit(async (typed) => {
    setProblem(undefined);
    const outcome = await requestSignIn(typed);
    if (outcome === "signed-in") {
      // A full load, so that nothing rendered for the person before is kept in the browser's router cache.
      window.location.assign(returnPath);
      return new Promise<void>(() => {});
    }
    setProblem(SENTENCES[outcome === "unconfirmed" ? "failed" : outcome]);
    if (outcome === "refused") {
      resetField("password");
      setFocus("password");
    }
  });

  return (
    // Without `post` a form sent before the scripts have loaded would put the password into the address bar.
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        {done && !problem && (
          <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />} role="status">
            {done}
          </Alert>
        )}
        <div role="alert">
          {problem && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="presentation">
              {problem}
            </Alert>
          )}
        </div>
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={formState.errors.email?.message}
          {...register("email", { required: "Enter your e-mail address." })}
        />
        <PasswordInput
          label="Password"
          size="md"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register("password", { required: "Enter your password." })}
        />
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
