"use client";

import { Alert, Button, Stack } from "@mantine/core";
import { IconClockX } from "@tabler/icons-react";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { ButtonLink } from "@/app/_ui/links";
import { askForNewLink } from "./actions";
import { CheckYourMail } from "./check-your-mail";

/** Instead of the form, for a link that opens nothing any more. @param token of an expired one, which can be asked for anew */
export function DeadLink({ token }: { token?: string }) {
  const [isSending, setIsSending] = useState(false);
  const [said, setSaid] = useState<string>();
  const [isSent, setIsSent] = useState(false);
  const renew = async () => {
    setIsSending(true);
    const problems = await attempt(() => askForNewLink(token ?? ""));
    setIsSending(false);
    if (!problems) return;
    setSaid(problems[0]?.message);
    setIsSent(problems.length === 0);
  };
  if (isSent) return <CheckYourMail>A new link is on its way to the address of the old one.</CheckYourMail>;
  return (
    <Stack gap="md">
      <Alert color="yellow" variant="light" icon={<IconClockX size={18} aria-hidden />} role="status">
        {said ??
          (token
            ? "This link has expired: for your safety it was good for a limited time only."
            : "This link was used already, or a newer mail has taken its place. The link in the latest mail is the one that works.")}
      </Alert>
      {token ? (
        <Button size="md" fullWidth loading={isSending} onClick={renew}>
          Send me a new link
        </Button>
      ) : (
        <ButtonLink href="/hub/forgot-password" size="md" fullWidth>
          Get a new link
        </ButtonLink>
      )}
    </Stack>
  );
}
