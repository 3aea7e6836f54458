"use client";

import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { deleteOrganisation } from "../actions";

interface DeleteOrganisationProps {
  id: string;
  name: string;
  domains: readonly string[];
}

/** Deletes the organisation after one question. What keeps it is told in the same place, with the numbers. */
export function DeleteOrganisation({ id, name, domains }: DeleteOrganisationProps) {
  const router = useRouter();
  const [isAsked, setIsAsked] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isRunning, start] = useTransition();
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const close = () => {
    setIsAsked(false);
    setProblem(undefined);
    afterRender(() => opener.current?.focus());
  };
  const remove = () =>
    start(async () => {
      const answer = await attempt(async () => ({ problem: await deleteOrganisation(id) }));
      if (!answer) return;
      if (answer.problem) return setProblem(answer.problem);
      toastDone({ message: `${name} deleted.` });
      router.replace("/organisations");
    });
  return (
    <>
      <Button
        ref={opener}
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setIsAsked(true)}
      >
        Delete
      </Button>
      <Modal
        opened={isAsked}
        onClose={close}
        returnFocus={false}
        title={
          <span style={{ overflowWrap: "anywhere" }}>
            Delete <bdi>{name}</bdi>?
          </span>
        }
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Stack gap="md">
          {problem ? (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          ) : (
            <Text style={{ overflowWrap: "anywhere" }}>
              {domains.length > 0
                ? `Its e-mail domains go with it: ${domains.join(", ")}. This cannot be undone.`
                : "This cannot be undone."}{" "}
              An organisation with members, customers with access or tickets is kept.
            </Text>
          )}
          <Group>
            {!problem && (
              <Button color="red" loading={isRunning} onClick={remove}>
                Delete
              </Button>
            )}
            <Button variant="default" onClick={close}>
              {problem ? "Close" : "Cancel"}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
