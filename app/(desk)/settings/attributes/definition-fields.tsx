import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { useFormContext } from "react-hook-form";
import type { AttributeType } from "@/graphql/client/graphql";
import type { FieldProblem } from "../actions";

/** What an admin says of an attribute. */
export interface DefinitionValues {
  name: string;
  type: AttributeType;
  /** One per line. */
  choices: string;
  isRequired: boolean;
  isOnEveryForm: boolean;
}

const FIELDS = ["name", "type", "choices", "isRequired", "isOnEveryForm"] as const;

/** Undefined for a type that has none. */
export function choicesOf({ type, choices }: DefinitionValues): string[] | undefined {
  return type === "CHOICE" ? choices.split("\n").filter((line) => line.trim() !== "") : undefined;
}

/** Puts each problem at its field and the focus into the first. */
export function useDefinitionProblems() {
  const { setError } = useFormContext<DefinitionValues>();
  return (problems: readonly FieldProblem[]) =>
    problems.forEach(({ path, message }, index) => {
      const field = FIELDS.find((name) => name === path[0]) ?? "name";
      setError(field, { message }, { shouldFocus: index === 0 });
    });
}

export function NameField() {
  const { register, formState } = useFormContext<DefinitionValues>();
  return (
    <TextInput
      label="Name"
      description="As it is shown, and as the column is called in a CSV file."
      autoComplete="off"
      error={formState.errors.name?.message}
      {...register("name", { required: "Give the attribute a name." })}
    />
  );
}

export function ChoicesField() {
  const { register, formState } = useFormContext<DefinitionValues>();
  return (
    <Textarea
      label="Choices"
      description="One per line, in the order in which they are offered."
      autosize
      minRows={3}
      maxRows={12}
      error={formState.errors.choices?.message}
      {...register("choices", { required: "Give at least one choice." })}
    />
  );
}

export function RequiredField() {
  const { register } = useFormContext<DefinitionValues>();
  return (
    <Checkbox
      label="Required"
      description="Agents must fill it when they save a customer. Imports, tickets and customers who are there already may leave it empty."
      {...register("isRequired")}
    />
  );
}
