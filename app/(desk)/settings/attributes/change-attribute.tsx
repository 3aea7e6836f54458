"use client";

import { Checkbox, Text } from "@mantine/core";
import { useFormContext } from "react-hook-form";
import type { AttributeSettingsQuery } from "@/graphql/client/graphql";
import { changeAttribute } from "../actions";
import { ChangeDialog } from "../change-dialog";
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
  const { id, name, type, choices, isRequired, isOnEveryForm } = definition;
  const values: DefinitionValues = { name, type, choices: choices.join("\n"), isRequired, isOnEveryForm };
  const save = (typed: DefinitionValues) =>
    changeAttribute({
      id,
      name: typed.name,
      choices: choicesOf(typed),
      isRequired: typed.isRequired,
      isOnEveryForm: typed.isOnEveryForm,
    });
  return (
    <ChangeDialog isInTable values={values} save={save} useProblems={useDefinitionProblems}>
      <NameField />
      <Text size="sm">
        Type: {ATTRIBUTE_TYPES[type].label}. It stays, because the values that customers have are of it.
      </Text>
      {type === "CHOICE" && <ChoicesField />}
      <RequiredField />
      <OnEveryFormField />
    </ChangeDialog>
  );
}

function OnEveryFormField() {
  const { register, formState } = useFormContext<DefinitionValues>();
  return (
    <Checkbox
      label="On every form"
      description="Otherwise it shows only on customers who have a value."
      error={formState.errors.isOnEveryForm?.message}
      {...register("isOnEveryForm")}
    />
  );
}
