"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { Picker, type PickerOption } from "@/app/_ui/picker";
import type { MassAction } from "@/graphql/client/graphql";
import { findOrganisations } from "../find-organisations";
import type { MassPreview } from "./actions";
import { type Definition, listDefinitions } from "./definitions";

/** What an action needs to be told. */
export interface Choice {
  note: string;
  organisation: PickerOption | null;
  isNoOrganisation: boolean;
  attribute: string;
  value: string;
}

export const EMPTY_CHOICE: Choice = { note: "", organisation: null, isNoOrganisation: false, attribute: "", value: "" };

export function isComplete(action: MassAction, choice: Choice): boolean {
  if (action === "SET_ORGANISATION") return choice.organisation !== null || choice.isNoOrganisation;
  return action !== "SET_ATTRIBUTE" || choice.attribute !== "";
}

interface MassFieldsProps {
  action: MassAction;
  choice: Choice;
  onChange: (choice: Choice) => void;
  problem?: { message: string; path: string[] };
  preview?: MassPreview;
}

export function MassFields({ action, choice, onChange, problem, preview }: MassFieldsProps) {
  if (action === "FORCE_RESET") {
    return (
      <Textarea
        label="Note in the mail"
        description="Optional: why this is done. Plain text, up to 2,000 characters."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={2000}
        value={choice.note}
        error={problem?.path[0] === "note" ? problem.message : undefined}
        onChange={(event) => onChange({ ...choice, note: event.currentTarget.value })}
      />
    );
  }
  if (action === "SET_ORGANISATION") return <OrganisationChoice choice={choice} onChange={onChange} />;
  return action === "SET_ATTRIBUTE" ? (
    <AttributeChoice choice={choice} onChange={onChange} error={preview?.problem ?? undefined} />
  ) : null;
}

function OrganisationChoice({ choice, onChange }: Pick<MassFieldsProps, "choice" | "onChange">) {
  return (
    <>
      <NativeSelect
        label="New organisation"
        value={choice.isNoOrganisation ? "none" : "one"}
        onChange={(event) =>
          onChange({ ...choice, organisation: null, isNoOrganisation: event.currentTarget.value === "none" })
        }
        data={[
          { value: "one", label: "One that I choose" },
          { value: "none", label: "None" },
        ]}
      />
      {!choice.isNoOrganisation && (
        <Picker
          label="Organisation"
          placeholder="Search by name"
          value={choice.organisation}
          onChange={(organisation) => onChange({ ...choice, organisation })}
          find={findOrganisations}
          withinPortal={false}
        />
      )}
    </>
  );
}

function AttributeChoice({
  choice,
  onChange,
  error,
}: Pick<MassFieldsProps, "choice" | "onChange"> & { error?: string }) {
  const definitions = useDefinitions();
  const definition = definitions.find(({ name }) => name === choice.attribute);
  const options = definition?.type === "YES_NO" ? ["yes", "no"] : definition?.choices;
  const setValue = (value: string) => onChange({ ...choice, value });
  return (
    <>
      <NativeSelect
        label="Attribute"
        value={choice.attribute}
        onChange={(event) => onChange({ ...choice, attribute: event.currentTarget.value, value: "" })}
        data={[{ value: "", label: "Choose…" }, ...definitions.map(({ name }) => ({ value: name, label: name }))]}
      />
      {definition && options && options.length > 0 && (
        <NativeSelect
          label="Value"
          value={choice.value}
          error={error}
          onChange={(event) => setValue(event.currentTarget.value)}
          data={[{ value: "", label: "None" }, ...options.map((value) => ({ value, label: value }))]}
        />
      )}
      {definition && !options?.length && (
        <TextInput
          label="Value"
          description="Empty takes it off."
          type={definition.type === "DATE" ? "date" : "text"}
          value={choice.value}
          error={error}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      )}
    </>
  );
}

function useDefinitions(): Definition[] {
  const [definitions, setDefinitions] = useState<Definition[]>([]);
  useEffect(() => {
    let isCurrent = true;
    attempt(listDefinitions).then((found) => {
      if (isCurrent && found) setDefinitions(found);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return definitions;
}
