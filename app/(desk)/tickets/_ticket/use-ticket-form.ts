import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useConflict } from "@/app/_ui/use-conflict";
import { useSingleRun } from "@/app/_ui/use-single-run";
import type { TicketToEditFragment } from "@/graphql/client/graphql";
import { updateTicket } from "../actions";
import { mergedTicket, type TicketValues, theirTicketChanges, ticketInputOf, ticketValuesOf } from "./ticket-values";

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
  const read = readingOf(ticket);
  const form = useForm<TicketValues>({ defaultValues: read.values });
  const [problem, setProblem] = useState<string>();
  const once = useSingleRun();
  const { base, conflict, follow, meet, takeTheirs, settle } = useConflict(form, read, {
    changesOf: (was, theirs, mine) => theirTicketChanges(was, theirs, mine, agentName),
    merge: mergedTicket,
  });

  // A reply moved the ticket on, or the page was read anew: what was not touched here follows.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what is waited for.
  useEffect(() => {
    if (ticket.version > (base.current.version ?? 0)) follow(readingOf(ticket));
  }, [ticket.version]);

  const send = async () => {
    setProblem(undefined);
    form.clearErrors();
    const input = ticketInputOf(form.getValues(), base.current.values);
    const answer = await attempt(() => updateTicket({ ...input, id: ticket.id, version: base.current.version }));
    if (!answer) return;
    const { userErrors, ticket: saved } = answer;
    const changedMeanwhile = userErrors.find((error) => error.code === "CHANGED_MEANWHILE");
    if (changedMeanwhile && saved) return meet(changedMeanwhile.message, readingOf(saved));
    for (const { path, message } of userErrors) {
      const field = PLACES[path[0] ?? ""];
      if (field) form.setError(field, { message }, { shouldFocus: true });
      else setProblem(message);
    }
    if (userErrors.length > 0 || !saved) return;
    settle();
    base.current = readingOf(saved);
    form.reset(base.current.values);
    toastDone({ message: `Ticket #${ticket.number} saved.` });
  };

  const save = () => once(() => form.handleSubmit(send)());

  return { form, save, conflict, problem, takeTheirs };
}

const readingOf = (ticket: TicketToEditFragment) => ({ version: ticket.version, values: ticketValuesOf(ticket) });
