import { useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { createCustomer, updateCustomer } from "../actions";
import { merged, type TheirChange, theirChanges } from "./conflict";
import { type CustomerValues, type Definition, type EditedCustomer, inputOf, valuesOf } from "./customer-values";
import { type FieldProblem, fieldProblems, type UserProblem } from "./field-problems";

interface Conflict {
  message: string;
  changes: TheirChange[];
  theirs: CustomerValues;
}

/** The state of the customer form: its values, what is wrong with them, and what a colleague changed meanwhile. */
export function useCustomerForm(customer: EditedCustomer | undefined, definitions: Definition[]) {
  // The record as it was read last; what is typed counts as a change against it.
  const base = useRef({ version: customer?.version, values: valuesOf(customer, definitions) });
  const form = useForm<CustomerValues>({ defaultValues: base.current.values, shouldFocusError: false });
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [conflict, setConflict] = useState<Conflict>();
  const [isSaved, setIsSaved] = useState(false);
  const afterRender = useAfterRender();
  // A second click before React has disabled the button.
  const isSending = useRef(false);

  const send = async (then: (id: string) => void) => {
    const values = form.getValues();
    const { input, sentAttributes } = inputOf(values, base.current.values);
    setProblems([]);
    form.clearErrors();
    const answer = await attempt<{
      customer: { id: string; displayName: string } | EditedCustomer | null;
      userErrors: UserProblem[];
    }>(() =>
      customer
        ? updateCustomer({ ...input, id: customer.id, version: base.current.version })
        : createCustomer({ ...input, isActive: values.isActive }),
    );
    if (!answer) return;
    const saved = answer.customer;
    const changedMeanwhile = answer.userErrors.find((error) => error.code === "CHANGED_MEANWHILE");
    if (changedMeanwhile && saved && "version" in saved) meet(changedMeanwhile, saved);
    else if (answer.userErrors.length > 0) show(fieldProblems(answer.userErrors, values, sentAttributes));
    else if (saved) {
      setIsSaved(true);
      toastDone({ message: `${saved.displayName} saved.` });
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

  const meet = (problem: UserProblem, saved: EditedCustomer) => {
    const theirs = valuesOf(saved, definitions);
    const mine = form.getValues();
    const changes = theirChanges(base.current.values, theirs, mine);
    const together = merged(base.current.values, theirs, mine);
    base.current = { version: saved.version, values: theirs };
    form.reset(theirs);
    // Setting them one by one is what marks them as changed against the colleague's record.
    for (const field of Object.keys(together) as (keyof CustomerValues)[])
      form.setValue(field, together[field], { shouldDirty: true });
    setConflict({ message: problem.message, changes, theirs });
    afterRender(() => document.getElementById("conflict")?.focus());
  };

  const takeTheirs = (key: string) => {
    if (!conflict) return;
    const { theirs } = conflict;
    const name = key.startsWith("attributes.") ? key.slice("attributes.".length) : undefined;
    if (name === undefined) {
      // The keys of the notice are those of the form's values.
      const field = key as keyof CustomerValues;
      form.setValue(field, theirs[field], { shouldDirty: true });
    } else {
      const place = form.getValues("attributes").findIndex((attribute) => attribute.name === name);
      const value = theirs.attributes.find((attribute) => attribute.name === name)?.value ?? "";
      form.setValue(`attributes.${place}.value`, value, { shouldDirty: true });
    }
    const changes = conflict.changes.map((change) => (change.key === key ? { ...change, mine: undefined } : change));
    setConflict({ ...conflict, changes });
    document.getElementById("conflict")?.focus();
  };

  const save = async (then: (id: string) => void) => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      await form.handleSubmit(() => send(then))();
    } finally {
      isSending.current = false;
    }
  };

  return { form, save, problems, conflict, isSaved, takeTheirs };
}
