"use client";

import { Button, Stack, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type FormEvent, useRef, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { addIdentifier } from "../identifier-actions";
import type { Identifier } from "./identifiers";

interface AddIdentifierProps {
  customerId: string;
  kind: Identifier["kind"];
  label: string;
}

/** Adds an address or number beside the primary one. */
export function AddIdentifier({ customerId, kind, label }: AddIdentifierProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const afterRender = useAfterRender();
  const close = () => {
    setIsOpen(false);
    setValue("");
    setProblem(undefined);
    afterRender(() => opener.current?.focus());
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (isSaving) return;
    setIsSaving(true);
    const problems = await attempt(() => addIdentifier({ customerId, kind, value }));
    setIsSaving(false);
    if (problems?.length === 0) return close();
    setProblem(problems?.[0]?.message);
    field.current?.focus();
  };
  if (!isOpen) {
    return (
      <Button
        ref={opener}
        variant="subtle"
        size="compact-sm"
        ml={-8}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          setIsOpen(true);
          afterRender(() => field.current?.focus());
        }}
      >
        {label}
      </Button>
    );
  }
  return (
    <form onSubmit={save} noValidate>
      <Stack gap="xs" mt={4}>
        <TextInput
          ref={field}
          label={label}
          type={kind === "EMAIL" ? "email" : "tel"}
          autoComplete="off"
          value={value}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            setProblem(undefined);
          }}
          error={problem}
        />
        <Button.Group>
          <Button size="xs" type="submit" loading={isSaving}>
            Add
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
        </Button.Group>
      </Stack>
    </form>
  );
}
