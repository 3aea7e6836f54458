import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import type { TicketToEditFragment } from "@/graphql/client/graphql";
import { updateTicket } from "../actions";
import {
  mergedTicket,
  type TheirTicketChange,
  type TicketValues,
  theirTicketChanges,
  ticketInputOf,
  ticketValuesOf,
} from "./ticket-values";

interface TicketConflict {
  message: string;
  changes: TheirTicketChange[];
  theirs: TicketValues;
}

/** Where in the form a problem of the API stands. */
const PLACES: Record<string, keyof TicketValues> = {
  subject: "subject",
  status: "status",
  priority: "priority",
  assigneeId: "assigneeId",
  tags: "tags",
};

/** The state of the form beside the conversation: its values, what is wrong with them, and what a colleague changed meanwhile. */
export function useTicketForm(ticket: TicketToEditFragment, agentName: (id: string) => string) {
  // The ticket as it was read last; what was chosen here counts as a change against it.
  const base = useRef({ version: ticket.version, values: ticketValuesOf(ticket) });
  const form = useForm<TicketValues>({ defaultValues: base.current.values });
  const [conflict, setConflict] = useState<TicketConflict>();
  const [problem, setProblem] = useState<string>();
  // A second click before React has disabled the button.
  const isSending = useRef(false);
  const afterRender = useAfterRender();

  const take = (read: TicketToEditFragment) => {
    const theirs = ticketValuesOf(read);
    const together = mergedTicket(base.current.values, theirs, form.getValues());
    base.current = { version: read.version, values: theirs };
    form.reset(theirs);
    // Setting them one by one is what marks them as changed against the ticket as it is now.
    for (const field of Object.keys(together) as (keyof TicketValues)[])
      form.setValue(field, together[field], { shouldDirty: true });
  };

  // A reply moved the ticket on, or the page was read anew: what was not touched here follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what is waited for.
  useEffect(() => {
    if (ticket.version > base.current.version) take(ticket);
  }, [ticket.version]);

  const meet = (message: string, read: TicketToEditFragment) => {
    const theirs = ticketValuesOf(read);
    const changes = theirTicketChanges(base.current.values, theirs, form.getValues(), agentName);
    take(read);
    setConflict({ message, changes, theirs });
    afterRender(() => document.getElementById("ticket-conflict")?.focus());
  };

  const send = async () => {
    setProblem(undefined);
    form.clearErrors();
    const input = ticketInputOf(form.getValues(), base.current.values);
    const answer = await attempt(() => updateTicket({ ...input, id: ticket.id, version: base.current.version }));
    if (!answer) return;
    const { userErrors, ticket: read } = answer;
    const changedMeanwhile = userErrors.find((error) => error.code === "CHANGED_MEANWHILE");
    if (changedMeanwhile && read) return meet(changedMeanwhile.message, read);
    for (const { path, message } of userErrors) {
      const field = PLACES[path[0] ?? ""];
      if (field) form.setError(field, { message }, { shouldFocus: true });
      else setProblem(message);
    }
    if (userErrors.length > 0 || !read) return;
    setConflict(undefined);
    base.current = { version: read.version, values: ticketValuesOf(read) };
    form.reset(base.current.values);
    toastDone({ message: `Ticket #${ticket.number} saved.` });
  };

  const save = async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      await form.handleSubmit(send)();
    } finally {
      isSending.current = false;
    }
  };

  const takeTheirs = (field: keyof TicketValues) => {
    if (!conflict) return;
    form.setValue(field, conflict.theirs[field], { shouldDirty: true });
    const changes = conflict.changes.map((one) => (one.field === field ? { ...one, mine: undefined } : one));
    setConflict({ ...conflict, changes });
    document.getElementById("ticket-conflict")?.focus();
  };

  return { form, save, conflict, problem, takeTheirs };
}
