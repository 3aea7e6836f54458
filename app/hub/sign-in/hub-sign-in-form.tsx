"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { IconCheck, IconMail } from "@tabler/icons-react";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { TextLink } from "@/app/_ui/links";
import { CredentialsForm } from "@/app/sign-in/credentials-form";
import { FAILED, TOO_OFTEN, useSignIn } from "@/app/sign-in/use-sign-in";
import { askForConfirmation } from "../_entry/actions";
import { ProblemAlert } from "../_entry/problem-alert";

// One sentence for every cause: a stranger learns nothing about who is a customer here.
const REFUSED = (
  <>
    The e-mail address and password do not match an account that can sign in.{" "}
    <TextLink href="/hub/forgot-password" underline="always">
      Get a link to set a new password.
    </TextLink>
  </>
);
const SENTENCES = { refused: REFUSED, "too-often": TOO_OFTEN, failed: FAILED, unconfirmed: undefined };

export function HubSignInForm({ returnPath, done }: { returnPath: string; done?: string }) {
  const signIn = useSignIn(returnPath, "/api/hub-auth");
  const { keptOut } = signIn;
  return (
    <Stack gap="md">
      {done && !keptOut && (
        <Alert color="green" variant="light" icon={<IconCheck size={18} aria-hidden />} role="status">
          {done}
        </Alert>
      )}
      <ProblemAlert>{keptOut && SENTENCES[keptOut.outcome]}</ProblemAlert>
      {keptOut?.outcome === "unconfirmed" && <Unconfirmed email={keptOut.email} />}
      <CredentialsForm {...signIn} />
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
