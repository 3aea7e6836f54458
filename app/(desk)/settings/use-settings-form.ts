import { type FieldPath, type FieldValues, useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import type { UpdateSettingsInput } from "@/graphql/client/graphql";
import { saveSettings } from "./actions";

/** A form over some of the settings. What is wrong stands at its field; at the first one what is none's. */
export function useSettingsForm<Values extends FieldValues & UpdateSettingsInput>(
  settings: Values,
  fields: readonly [FieldPath<Values>, ...FieldPath<Values>[]],
) {
  const form = useForm<Values>({ values: settings });
  const save = form.handleSubmit(async (typed) => {
    const problems = await attempt(() => saveSettings(typed));
    if (!problems) return;
    problems.forEach(({ path, message }, index) => {
      const field = fields.find((name) => name === path[0]) ?? fields[0];
      form.setError(field, { message }, { shouldFocus: index === 0 });
    });
    if (problems.length === 0) toastDone({ message: "Settings saved." });
  });
  return { ...form, save };
}
