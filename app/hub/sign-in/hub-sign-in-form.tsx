"use client";

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { IconCheck, IconMail } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { TextLink } from "@/app/_ui/links";
import { requestSignIn } from "@/app/sign-in/request-sign-in";
import { askForConfirmation } from "../_entry/actions";
import { ProblemAlert } from "../_entry/problem-alert";

interface Typed {
  email: string;
  password: string;
}

// One sentence for every cause: a stranger learns nothing about who is a customer here.
const REFUSED = (
  <>
    The e-mail address and password do not match an account that can sign in.{" "}
    <TextLink href="/hub/forgot-password" underline="always">
      Get a link to set a new password.
    </TextLink>
  </>
);
const TOO_OFTEN = "Too many attempts. Wait a few minutes, then try again.";
const FAILED = "Signing in did not work just now. Check your connection and try again.";

export function HubSignInForm({ returnPath, done }: { returnPath: string; done?: string }) {
  const [problem, setProblem] = useState<ReactNode>();
  const [unconfirmed, setUnconfirmed] = useState<string>();
  const { register, handleSubmit, resetField, setFocus, formState } = useForm<Typed>();

  const submit = handleSubmit(async (typed) => {
    setProblem(undefined);
    setUnconfirmed(undefined);
    const outcome = await requestSignIn(typed, "/api/hub-auth");
    if (outcome === "signed-in") {
      // A full load, so that nothing rendered for the person before is kept in the browser's router cache.
      window.location.assign(returnPath);
      return new Promise<void>(() => {});
    }
    if (outcome === "unconfirmed") return setUnconfirmed(typed.email);
    setProblem({ refused: REFUSED, "too-often": TOO_OFTEN, failed: FAILED }[outcome]);
    if (outcome === "refused") {
      resetField("password");
      setFocus("password");
    }
  });

  return (
    <Stack gap="md">
      {done && !problem && !unconfirmed && (
        <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />} role="status">
          {done}
        </Alert>
      )}
      <ProblemAlert>{problem}</ProblemAlert>
      {unconfirmed !== undefined && <Unconfirmed email={unconfirmed} />}
      {/* Without `post` a form sent before the scripts have loaded would put the password into the address bar. */}
      <form onSubmit={submit} method="post" noValidate>
        <Stack gap="md">
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
    </Stack>
  );
}

/** For the right password of somebody whose address is not confirmed. */
function Unconfirmed({ email }: { email: string }) {
  const [said, setSaid] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const resend = async () => {
    setIsSending(true);
    const problems = await attempt(() => askForConfirmation(email));
    setIsSending(false);
    if (problems) setSaid(problems[0]?.message ?? "A new mail is on its way. Look into your mailbox.");
  };
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconMail size={18} aria-hidden />}
      title="Please confirm your e-mail"
      role="status"
    >
      <Stack gap="sm" align="start">
        <span>Follow the link in the mail that we sent you. Then you can sign in.</span>
        {said ? (
          <strong>{said}</strong>
        ) : (
          <Button size="sm" variant="default" loading={isSending} onClick={resend}>
            Send the mail again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
