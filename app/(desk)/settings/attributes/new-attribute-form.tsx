"use client";

import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { defineAttribute } from "../actions";
import { ATTRIBUTE_TYPES } from "./attribute-types";
import {
  ChoicesField,
  choicesOf,
  type DefinitionValues,
  NameField,
  RequiredField,
  useDefinitionProblems,
} from "./definition-fields";

const EMPTY: DefinitionValues = { name: "", type: "TEXT", choices: "", isRequired: false, isOnEveryForm: true };
const TYPE_OPTIONS = Object.entries(ATTRIBUTE_TYPES).map(([value, { label }]) => ({ value, label }));

export function NewAttributeForm() {
  const form = useForm({ defaultValues: EMPTY });
  return (
    <FormProvider {...form}>
      <Fields />
    </FormProvider>
  );
}

function Fields() {
  const { register, handleSubmit, setFocus, reset, watch, formState } = useFormContext<DefinitionValues>();
  const show = useDefinitionProblems();
  const type = watch("type");

  const save = handleSubmit(async (typed) => {
    const { name, isRequired } = typed;
    const problems = await attempt(() =>
      defineAttribute({ name, type: typed.type, isRequired, choices: choicesOf(typed) }),
    );
    if (!problems) return;
    show(problems);
    if (problems.length > 0) return;
    toastDone({ message: `${name.trim()} is now on every customer's form.` });
    // In this order: after a reset the form no longer knows its fields until it is rendered again.
    setFocus("name");
    reset(EMPTY);
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack maw="28rem" gap="md">
        <NameField />
        <NativeSelect
          label="Type"
          description={ATTRIBUTE_TYPES[type].hint}
          data={TYPE_OPTIONS}
          error={formState.errors.type?.message}
          {...register("type")}
        />
        {type === "CHOICE" && <ChoicesField />}
        <RequiredField />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Add attribute
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
