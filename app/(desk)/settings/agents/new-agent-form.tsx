"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { createAgent } from "./actions";
import { type AgentValues, NameField, RoleField, useAgentProblems } from "./agent-fields";

const EMPTY: AgentValues = { email: "", name: "", role: "AGENT" };

export function NewAgentForm() {
  const form = useForm({ defaultValues: EMPTY });
  return (
    <FormProvider {...form}>
      <Fields />
    </FormProvider>
  );
}

function Fields() {
  const { register, handleSubmit, setFocus, reset, formState } = useFormContext<AgentValues>();
  const show = useAgentProblems();
  const save = handleSubmit(async (typed) => {
    const problems = await attempt(() => createAgent(typed));
    if (!problems) return;
    show(problems);
    if (problems.length > 0) return;
    toastDone({ message: `An invitation to ${typed.email.trim()} is on its way.` });
    // In this order: after a reset the form no longer knows its fields until it is rendered again.
    setFocus("name");
    reset(EMPTY);
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack maw="28rem" gap="md">
        <NameField />
        <TextInput
          label="E-mail"
          description="They sign in with it."
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          error={formState.errors.email?.message}
          {...register("email", { required: "Give an e-mail address." })}
        />
        <RoleField />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Send invitation
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
