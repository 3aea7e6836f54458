"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { takeApartAndTell } from "../merge/take-apart-and-tell";

interface TakeApartButtonProps {
  mergeId: string;
  /** Who became part of this customer. */
  name: string;
}

/** Makes two customers of a merge again. */
export function TakeApartButton({ mergeId, name }: TakeApartButtonProps) {
  const router = useRouter();
  const [isAsked, setIsAsked] = useState(false);
  const [isRunning, start] = useTransition();
  const opener = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const close = () => {
    setIsAsked(false);
    afterRender(() => opener.current?.focus());
  };
  const unmerge = () =>
    start(async () => {
      const isDone = await takeApartAndTell(mergeId);
      setIsAsked(false);
      if (!isDone) return afterRender(() => opener.current?.focus());
      router.refresh();
      // The button goes with the merge.
      afterRender(() => document.getElementById("content")?.focus());
    });
  return (
    <>
      <Button
        ref={opener}
        variant="default"
        size="compact-sm"
        mt={4}
        onClick={() => setIsAsked(true)}
        aria-label={`Take the merge with ${name} apart`}
      >
        Take apart
      </Button>
      <Modal
        opened={isAsked}
        onClose={close}
        returnFocus={false}
        title="Take this merge apart?"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        <Text style={{ overflowWrap: "anywhere" }}>
          <bdi>{name}</bdi> becomes a customer of their own again. Both are as before the merge; what was changed since
          stays as it is, and is listed.
        </Text>
        <Group mt="md">
          <Button onClick={unmerge} loading={isRunning}>
            Take apart
          </Button>
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Modal>
    </>
  );
}
