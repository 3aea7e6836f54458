"use client";

import { Button, Checkbox, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import type { AttributeType } from "@/graphql/client/graphql";
import { defineAttribute } from "../actions";
import { ATTRIBUTE_TYPES } from "./attribute-types";

interface NewAttribute {
  name: string;
  type: AttributeType;
  /** One per line. */
  choices: string;
  isRequired: boolean;
}

const EMPTY: NewAttribute = { name: "", type: "TEXT", choices: "", isRequired: false };
const FIELDS = ["name", "type", "choices", "isRequired"] as const;
const TYPE_OPTIONS = Object.entries(ATTRIBUTE_TYPES).map(([value, { label }]) => ({ value, label }));

export function NewAttributeForm() {
  const { register, handleSubmit, setError, setFocus, reset, watch, formState } = useForm({ defaultValues: EMPTY });
  const { errors } = formState;
  const type = watch("type");

  const save = handleSubmit(async (typed) => {
    const isChoice = typed.type === "CHOICE";
    const choices = isChoice ? typed.choices.split("\n").filter((line) => line.trim() !== "") : undefined;
    const problems = await attempt(() => defineAttribute({ ...typed, choices }));
    if (!problems) return;
    problems.forEach(({ path, message }, index) => {
      const field = FIELDS.find((name) => name === path[0]) ?? "name";
      setError(field, { message }, { shouldFocus: index === 0 });
    });
    if (problems.length > 0) return;
    toastDone({ message: `${typed.name.trim()} is now on every customer's form.` });
    // In this order: after a reset the form no longer knows its fields until it is rendered again.
    setFocus("name");
    reset(EMPTY);
  });

  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack maw="28rem" gap="md">
        <TextInput
          label="Name"
          description="As it is shown, and as the column is called in a CSV file."
          autoComplete="off"
          error={errors.name?.message}
          {...register("name", { required: "Give the attribute a name." })}
        />
        <NativeSelect
          label="Type"
          description={ATTRIBUTE_TYPES[type].hint}
          data={TYPE_OPTIONS}
          error={errors.type?.message}
          {...register("type")}
        />
        {type === "CHOICE" && (
          <Textarea
            label="Choices"
            description="One per line, in the order in which they are offered."
            autosize
            minRows={3}
            maxRows={12}
            error={errors.choices?.message}
            {...register("choices", { required: "Give at least one choice." })}
          />
        )}
        <Checkbox
          label="Required"
          description="Agents must fill it when they save a customer. Imports, tickets and customers who are there already may leave it empty."
          {...register("isRequired")}
        />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Add attribute
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
