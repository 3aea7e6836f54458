"use client";

import { Switch, Text } from "@mantine/core";
import { useId } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { SWITCH_SENTENCES } from "../switch-sentences";
import { type CustomerValues, FIELD_LABELS } from "./customer-values";

/** A switch and the sentence of what it does; outside of the label, so that its name stays short. */
export function SwitchField({ field: name }: { field: keyof typeof SWITCH_SENTENCES }) {
  const { control } = useFormContext<CustomerValues>();
  const id = useId();
  return (
    <div>
      <Controller
        control={control}
        name={name}
        // Mantine keeps a state of its own for a switch that is only registered, and shows every one as off.
        render={({ field: { value, ...field } }) => (
          <Switch label={FIELD_LABELS[name]} aria-describedby={id} checked={value} {...field} />
        )}
      />
      <Text id={id} size="xs" c="dimmed" mt={2} pl={50}>
        {SWITCH_SENTENCES[name]}
      </Text>
    </div>
  );
}
