"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { revokeToken } from "./actions";
import { TOKENS_ID } from "./token-names";

/** Asks first: what signs in with the token stops working at once, and nothing brings it back. */
export function RevokeToken({ id, name }: { id: string; name: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const [isRunning, start] = useTransition();
  const revoke = () =>
    start(async () => {
      const problems = await attempt(() => revokeToken(id));
      if (!problems) return;
      setIsAsking(false);
      if (problems[0]) return toastProblem(problems[0].message);
      toastDone({ message: `${name} opens nothing any more.` });
      document.getElementById(TOKENS_ID)?.focus();
    });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={() => setIsAsking(true)}
        aria-label={`Revoke ${name}`}
      >
        Revoke
      </Button>
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title={`Revoke ${name}?`}>
        <Text>
          Programs that use it are refused from their next request on, and so are tokens that it made. This cannot be
          taken back; make a new token instead.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={isRunning} onClick={revoke}>
            Revoke
          </Button>
        </Group>
      </Modal>
    </>
  );
}
