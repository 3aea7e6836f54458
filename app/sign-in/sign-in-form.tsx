"use client";

import { Alert, Stack } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { ProblemAlert } from "@/app/hub/_entry/problem-alert";
import { CredentialsForm } from "./credentials-form";
import { FAILED, type KeptOut, TOO_OFTEN, useSignIn } from "./use-sign-in";

// One sentence for a wrong address, a wrong password and a deactivated agent: a stranger learns nothing about who works here.
const SENTENCES: Record<KeptOut["outcome"], string> = {
  refused: "The e-mail address and password do not match an account that can sign in.",
  "too-often": TOO_OFTEN,
  failed: FAILED,
  // Agents have nothing to confirm.
  unconfirmed: FAILED,
};

export function SignInForm({ returnPath, done }: { returnPath: string; done?: string }) {
  const signIn = useSignIn(returnPath);
  const { keptOut } = signIn;
  return (
    <Stack gap="md">
      {done && !keptOut && (
        <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />} role="status">
          {done}
        </Alert>
      )}
      <ProblemAlert>{keptOut && SENTENCES[keptOut.outcome]}</ProblemAlert>
      <CredentialsForm {...signIn} />
    </Stack>
  );
}
