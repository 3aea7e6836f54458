import { useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { useConflict } from "@/app/_ui/use-conflict";
import { useSingleRun } from "@/app/_ui/use-single-run";
import { type Created, createCustomer, updateCustomer } from "../actions";
import { invitationInWords } from "../mail-words";
import { merged, theirChanges } from "./conflict";
import { type CustomerValues, type Definition, type EditedCustomer, inputOf, valuesOf } from "./customer-values";
import { type FieldProblem, fieldProblems, type UserProblem } from "./field-problems";

type SavedCustomer = NonNullable<Created["customer"]>;

/** The state of the customer form: its values, what is wrong with them, and what a colleague changed meanwhile. */
export function useCustomerForm(
  customer: EditedCustomer | undefined,
  definitions: Definition[],
  newHubAccess: boolean | undefined,
) {
  const [read] = useState(() => ({
    version: customer?.version,
    values: valuesOf(customer, definitions, newHubAccess),
  }));
  const form = useForm<CustomerValues>({ defaultValues: read.values, shouldFocusError: false });
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [isSaved, setIsSaved] = useState(false);
  const [wantsInvitation, setWantsInvitation] = useState(false);
  const afterRender = useAfterRender();
  const once = useSingleRun();
  const put = (theirs: CustomerValues, key: string) => putTheirs(form, theirs, key);
  const { base, conflict, meet, takeTheirs } = useConflict(form, read, { changesOf: theirChanges, merge: merged, put });

  const send = async (then: (id: string) => void) => {
    const values = form.getValues();
    const { input, sentAttributes } = inputOf(values, base.current.values);
    setProblems([]);
    form.clearErrors();
    const answer = await attempt<{
      customer: SavedCustomer | EditedCustomer | null;
      userErrors: UserProblem[];
    }>(() =>
      customer
        ? updateCustomer({
            ...input,
            id: customer.id,
            version: base.current.version,
            // Only offered with the switch on.
            ...(wantsInvitation && values.isActive ? { sendInvitation: true } : {}),
          })
        : createCustomer({ ...input, isActive: values.isActive }),
    );
    if (!answer) return;
    const saved = answer.customer;
    const changedMeanwhile = answer.userErrors.find((error) => error.code === "CHANGED_MEANWHILE");
    if (changedMeanwhile && saved && "version" in saved) {
      meet(changedMeanwhile.message, { version: saved.version, values: valuesOf(saved, definitions) });
    } else if (answer.userErrors.length > 0) show(fieldProblems(answer.userErrors, values, sentAttributes));
    else if (saved) {
      setIsSaved(true);
      const [mail] = customer && !wantsInvitation ? [] : ("mails" in saved && saved.mails?.nodes) || [];
      toastDone({ message: `${saved.displayName} saved.${mail ? ` ${invitationInWords(mail)}` : ""}` });
      then(saved.id);
      // The form stays disabled until the next page is there.
      await new Promise<void>(() => {});
    }
  };

  const show = (found: FieldProblem[]) => {
    setProblems(found);
    for (const { field, problem } of found) {
      // The names come from fieldProblems, which knows the form's fields.
      if (field) form.setError(field as "email", { message: problem.message });
    }
    const first = found.find((one) => one.field)?.field;
    afterRender(() => (first ? form.setFocus(first as "email") : document.getElementById("problems")?.focus()));
  };

  const save = (then: (id: string) => void) => once(() => form.handleSubmit(() => send(then))());

  return { form, save, problems, conflict, isSaved, takeTheirs, wantsInvitation, setWantsInvitation };
}

function putTheirs(form: UseFormReturn<CustomerValues>, theirs: CustomerValues, key: string): void {
  if (!key.startsWith("attributes.")) {
    // The keys of the notice are those of the form's values.
    const field = key as keyof CustomerValues;
    form.setValue(field, theirs[field], { shouldDirty: true });
    return;
  }
  const name = key.slice("attributes.".length);
  const place = form.getValues("attributes").findIndex((attribute) => attribute.name === name);
  const value = theirs.attributes.find((attribute) => attribute.name === name)?.value ?? "";
  form.setValue(`attributes.${place}.value`, value, { shouldDirty: true });
}
