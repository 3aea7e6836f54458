"use client";

import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { useSingleRun } from "@/app/_ui/use-single-run";
import { makeOrganisation } from "./actions";

/** Asks for the name and leads to the new organisation's page. */
export function NewOrganisation() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setIsOpen(true)}>
        New organisation
      </Button>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title="New organisation">
        <NameForm onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

function NameForm({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const once = useSingleRun();
  const save = async () => {
    setIsSaving(true);
    const answer = await attempt(() => makeOrganisation(name));
    if (answer?.id) return router.push(`/organisations/${answer.id}`);
    setIsSaving(false);
    setProblem(answer?.problem);
  };
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void once(save);
      }}
    >
      <Stack gap="md">
        <TextInput
          label="Name"
          data-autofocus
          dir="auto"
          autoComplete="off"
          value={name}
          error={problem}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={isSaving}>
            Create organisation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
