"use client";

import type { Ref } from "react";
import { attempt } from "@/app/_ui/attempt";
import { Picker, type PickerOption } from "@/app/_ui/picker";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { createOrganisation } from "../actions";
import { findOrganisations } from "../find-organisations";

interface OrganisationFieldProps {
  value: PickerOption | null;
  onChange: (value: PickerOption | null) => void;
  inputRef: Ref<HTMLInputElement>;
  error?: string;
  canCreate: boolean;
}

export function OrganisationField({ canCreate, ...field }: OrganisationFieldProps) {
  return (
    <Picker
      {...field}
      label="Organisation"
      placeholder={canCreate ? "Search, or type a new name" : "Search by name"}
      find={findOrganisations}
      create={canCreate ? create : undefined}
    />
  );
}

async function create(name: string): Promise<PickerOption | undefined> {
  const answer = await attempt(() => createOrganisation(name));
  if (answer?.problem) toastProblem(answer.problem);
  if (!answer?.organisation) return undefined;
  toastDone({ message: `The organisation ${answer.organisation.name} is there now.` });
  return { id: answer.organisation.id, label: answer.organisation.name };
}
