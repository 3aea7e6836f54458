"use client";

import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AttributeFilterInput, CustomerListQuery } from "@/graphql/client/graphql";

type Definition = CustomerListQuery["attributeDefinitions"][number];

interface AttributeFilterProps {
  definitions: Definition[];
  onAdd: (filter: AttributeFilterInput) => void;
}

/** An attribute and the value it must have; an empty value finds those who have none. */
export function AttributeFilter({ definitions, onAdd }: AttributeFilterProps) {
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const definition = definitions.find((one) => one.name === name);
  const add = () => {
    if (!definition) return;
    onAdd({ name, value: value.trim() });
    setName("");
    setValue("");
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <Group gap="sm" align="flex-end" wrap="nowrap" grow>
        <NativeSelect
          label="Attribute"
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setValue("");
          }}
          data={[{ value: "", label: "Choose…" }, ...definitions.map((one) => ({ value: one.name, label: one.name }))]}
        />
        <ValueField definition={definition} value={value} onChange={setValue} />
      </Group>
      {definition && (
        <Button type="submit" variant="light" size="xs" mt="xs">
          Add this filter
        </Button>
      )}
    </form>
  );
}

interface ValueFieldProps {
  definition: Definition | undefined;
  value: string;
  onChange: (value: string) => void;
}

function ValueField({ definition, value, onChange }: ValueFieldProps) {
  const field = { label: "is", value, disabled: !definition };
  if (definition?.type === "CHOICE" || definition?.type === "YES_NO") {
    const choices = definition.type === "CHOICE" ? definition.choices : ["yes", "no"];
    return (
      <NativeSelect
        {...field}
        onChange={(event) => onChange(event.currentTarget.value)}
        data={[{ value: "", label: "Not given" }, ...choices.map((choice) => ({ value: choice, label: choice }))]}
      />
    );
  }
  return (
    <TextInput
      {...field}
      type={definition?.type === "DATE" ? "date" : "text"}
      placeholder="Not given"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
