import { useEffect, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import type { MassAction } from "@/graphql/client/graphql";
import { type MassPreview, type MassRequest, previewMass } from "./actions";
import { type Choice, isComplete } from "./mass-fields";
import type { Selected } from "./selected";

/** While a value is typed, in milliseconds. */
const PAUSE = 400;

/** Counted when the dialog opens, and again when what was chosen makes a difference to who is left alone. */
export function usePreview(action: MassAction, selection: Selected, choice: Choice): MassPreview | undefined {
  const [preview, setPreview] = useState<MassPreview>();
  const isOpen = !isComplete(action, choice);
  const request: MassRequest = {
    action,
    selection,
    organisationId: choice.organisation?.id ?? null,
    attribute: choice.attribute || undefined,
    value: choice.value.trim() || null,
  };
  const asked = JSON.stringify(request);
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const found = await attempt(() => previewMass(JSON.parse(asked) as MassRequest));
      if (!found || !isCurrent) return;
      // Nobody has "none" already as long as nothing is chosen.
      const skips = isOpen ? found.skips.filter(({ reason }) => reason === "is deleted") : found.skips;
      setPreview({ ...found, skips });
    };
    const timer = setTimeout(ask, action === "SET_ATTRIBUTE" ? PAUSE : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [action, asked, isOpen]);
  return preview;
}
