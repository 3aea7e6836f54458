"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { SecretOnce } from "@/app/_ui/secret-once";
import { toastProblem } from "@/app/_ui/toasts";
import { rotateSecret } from "../actions";

/** Asks, makes another secret and shows it, this once. */
export function NewSecret({ id, name }: { id: string; name: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const [secret, setSecret] = useState<string>();
  const [isRunning, start] = useTransition();
  const rotate = () =>
    start(async () => {
      const outcome = await attempt(() => rotateSecret(id));
      if (!outcome) return;
      setIsAsking(false);
      if (outcome.problems[0]) toastProblem(outcome.problems[0].message);
      else if (outcome.secret) setSecret(outcome.secret);
    });
  if (secret)
    return (
      <SecretOnce
        title="The new secret"
        lead="Copy it now, and give it to the receiver within a day: until then requests are signed with the former one too."
        label="The new secret"
        secret={secret}
        onKept={() => setSecret(undefined)}
      />
    );
  return (
    <>
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => setIsAsking(true)}>
          New secret
        </Button>
      </Group>
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title={`A new secret for ${name}?`}>
        <Text>
          It is shown once. For a day requests are signed with both, so that the receiver misses nothing while it learns
          the new one.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
            Cancel
          </Button>
          <Button loading={isRunning} onClick={rotate}>
            Make a new secret
          </Button>
        </Group>
      </Modal>
    </>
  );
}
