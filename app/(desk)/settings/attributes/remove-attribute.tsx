"use client";

import { Alert, Button, Group, Modal, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { removeAttribute } from "../actions";
import { ATTRIBUTES_ID } from "./attribute-types";
import type { Definition } from "./change-attribute";

/** Asks, removes, and says why not where a customer still has a value. */
export function RemoveAttribute({ definition }: { definition: Definition }) {
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isRunning, start] = useTransition();
  const { id, name } = definition;
  const close = () => setIsAsking(false);
  const remove = () =>
    start(async () => {
      const problems = await attempt(() => removeAttribute(id));
      if (!problems) return;
      setProblem(problems[0]?.message);
      if (problems[0]) return;
      toastDone({ message: `${name} removed.` });
      document.getElementById(ATTRIBUTES_ID)?.focus();
    });
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        onClick={() => {
          setProblem(undefined);
          setIsAsking(true);
        }}
        aria-label={`Remove ${name}`}
      >
        Remove
      </Button>
      <Modal opened={isAsking} onClose={close} title={`Remove ${name}?`}>
        {problem ? (
          <Alert color="red" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>
            {problem}
          </Alert>
        ) : (
          <Text>
            It goes from forms, columns, filters and exports. An attribute that a customer has a value of is not
            removed.
          </Text>
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close} data-autofocus>
            {problem ? "Close" : "Keep it"}
          </Button>
          {!problem && (
            <Button color="red" loading={isRunning} onClick={remove}>
              Remove {name}
            </Button>
          )}
        </Group>
      </Modal>
    </>
  );
}
