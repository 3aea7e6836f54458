"use client";

import { Switch, Text } from "@mantine/core";
import { useId } from "react";
import { useFormContext } from "react-hook-form";
import { SWITCH_SENTENCES } from "../switch-sentences";
import { type CustomerValues, FIELD_LABELS } from "./customer-values";

/** A switch and the sentence of what it does; outside of the label, so that its name stays short. */
export function SwitchField({ field }: { field: keyof typeof SWITCH_SENTENCES }) {
  const { register } = useFormContext<CustomerValues>();
  const id = useId();
  return (
    <div>
      <Switch label={FIELD_LABELS[field]} aria-describedby={id} {...register(field)} />
      <Text id={id} size="xs" c="dimmed" mt={2} pl={50}>
        {SWITCH_SENTENCES[field]}
      </Text>
    </div>
  );
}
