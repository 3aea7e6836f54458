"use client";

import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import type { AttributeSettingsQuery } from "@/graphql/client/graphql";
import { changeAttribute } from "../actions";
import { ATTRIBUTE_TYPES } from "./attribute-types";
import {
  ChoicesField,
  choicesOf,
  type DefinitionValues,
  NameField,
  RequiredField,
  useDefinitionProblems,
} from "./definition-fields";

export type Definition = AttributeSettingsQuery["attributeDefinitions"][number];

/** Opens the form over an attribute. */
export function ChangeAttribute({ definition }: { definition: Definition }) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => setIsOpen(true)}
        aria-label={`Change ${definition.name}`}
      >
        Change
      </Button>
      <Modal opened={isOpen} onClose={close} title={`Change ${definition.name}`}>
        <ChangeForm definition={definition} onClose={close} />
      </Modal>
    </>
  );
}

interface ChangeFormProps {
  definition: Definition;
  onClose: () => void;
}

function ChangeForm({ definition, onClose }: ChangeFormProps) {
  const { name, type, choices, isRequired, isOnEveryForm } = definition;
  const form = useForm<DefinitionValues>({
    defaultValues: { name, type, choices: choices.join("\n"), isRequired, isOnEveryForm },
  });
  return (
    <FormProvider {...form}>
      <Fields definition={definition} onClose={onClose} />
    </FormProvider>
  );
}

function Fields({ definition, onClose }: ChangeFormProps) {
  const { register, handleSubmit, formState } = useFormContext<DefinitionValues>();
  const show = useDefinitionProblems();
  const save = handleSubmit(async (typed) => {
    const { name, isRequired, isOnEveryForm } = typed;
    const input = { id: definition.id, name, choices: choicesOf(typed), isRequired, isOnEveryForm };
    const problems = await attempt(() => changeAttribute(input));
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
        <Text size="sm">
          Type: {ATTRIBUTE_TYPES[definition.type].label}. It stays, because the values that customers have are of it.
        </Text>
        {definition.type === "CHOICE" && <ChoicesField />}
        <RequiredField />
        <Checkbox
          label="On every form"
          description="Otherwise it shows only on customers who have a value."
          error={formState.errors.isOnEveryForm?.message}
          {...register("isOnEveryForm")}
        />
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
