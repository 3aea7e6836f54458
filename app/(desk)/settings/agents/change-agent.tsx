"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { updateAgent } from "./actions";
import { type AgentValues, NameField, RoleField, useAgentProblems } from "./agent-fields";
import type { AgentLine } from "./agent-table";

interface ChangeProps {
  agent: AgentLine;
  onClose: () => void;
}

/** Opens the form over an agent. */
export function ChangeAgent({ agent }: { agent: AgentLine }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)} aria-label={`Change ${agent.name}`}>
        Change
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Change ${agent.name}`}>
        <ChangeForm agent={agent} onClose={close} />
      </Modal>
    </>
  );
}

function ChangeForm({ agent, onClose }: ChangeProps) {
  const { email, name, role } = agent;
  const form = useForm<AgentValues>({ defaultValues: { email, name, role } });
  return (
    <FormProvider {...form}>
      <Fields agent={agent} onClose={onClose} />
    </FormProvider>
  );
}

function Fields({ agent, onClose }: ChangeProps) {
  const { handleSubmit, formState } = useFormContext<AgentValues>();
  const show = useAgentProblems();
  const save = handleSubmit(async ({ name, role }) => {
    const problems = await attempt(() => updateAgent({ id: agent.id, name, role }));
    if (!problems) return;
    show(problems);
    if (problems.length > 0) return;
    toastDone({ message: `${name.trim()} saved.` });
    onClose();
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <NameField />
        <RoleField />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
