"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { removeWebhook } from "../actions";

/** Asks first: its log and its secret go with it. */
export function RemoveWebhook({ webhook: { id, name } }: { webhook: { id: string; name: string } }) {
  const router = useRouter();
  const [isAsking, setIsAsking] = useState(false);
  const [isRunning, start] = useTransition();
  const remove = () =>
    start(async () => {
      const problems = await attempt(() => removeWebhook(id));
      if (!problems) return;
      if (problems[0]) return toastProblem(problems[0].message);
      toastDone({ message: `${name} removed.` });
      router.push("/settings/webhooks");
    });
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setIsAsking(true)}>
        Remove
      </Button>
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title={`Remove ${name}?`}>
        <Text>
          Its log and its secret go with it, and what still waits is not sent. To stop it for a while, pause it.
        </Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setIsAsking(false)} data-autofocus>
            Keep it
          </Button>
          <Button color="red" loading={isRunning} onClick={remove}>
            Remove {name}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
