import { useRouter } from "next/navigation";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { useSingleRun } from "@/app/_ui/use-single-run";
import { type CreatedTicket, createTicket } from "../actions";
import { fieldOf, type NewTicketValues, newTicketInput } from "./new-ticket-values";

const FORM_ORDER = [
  "reporter",
  "email",
  "mobile",
  "firstName",
  "lastName",
  "subject",
  "body",
  "priority",
  "assigneeId",
  "tags",
] as const;

/** The state of the form for a new ticket. What was typed stays until the ticket is there. */
export function useNewTicket(reporter: NewTicketValues["reporter"], from: NewTicketValues["from"]) {
  const router = useRouter();
  const form = useForm<NewTicketValues>({
    shouldFocusError: false,
    defaultValues: {
      from,
      reporter,
      email: "",
      mobile: "",
      firstName: "",
      lastName: "",
      subject: "",
      body: "",
      priority: "NORMAL",
      assigneeId: "",
      tags: [],
    },
  });
  const [problems, setProblems] = useState<CreatedTicket["userErrors"]>([]);
  const [isSaved, setIsSaved] = useState(false);
  const once = useSingleRun();
  const afterRender = useAfterRender();

  const send = async () => {
    const values = form.getValues();
    setProblems([]);
    form.clearErrors();
    const answer = await attempt(() => createTicket(newTicketInput(values)));
    if (!answer) return;
    if (answer.number == null) return show(answer.userErrors, values.from);
    setIsSaved(true);
    const from = answer.ticket ? ` from ${answer.ticket.reporterName}` : "";
    toastDone({ message: `Ticket #${answer.number}${from} is there.` });
    router.push(`/tickets/${answer.number}`);
    // The form stays disabled until the ticket's page is there.
    await new Promise<void>(() => {});
  };

  const show = (userErrors: CreatedTicket["userErrors"], from: NewTicketValues["from"]) => {
    const placed = userErrors.map((problem) => ({ field: fieldOf(problem.path, from), problem }));
    for (const { field, problem } of placed) if (field) form.setError(field, { message: messageFor(field, problem) });
    setProblems(placed.filter(({ field }) => !field).map(({ problem }) => problem));
    const first = FORM_ORDER.find((field) => placed.some((one) => one.field === field));
    afterRender(() => (first ? form.setFocus(first) : document.getElementById("ticket-problems")?.focus()));
  };

  const save = () => once(() => form.handleSubmit(send)());
  return { form, save, problems, isSaved };
}

/** With a customer to choose on the screen, an address is not what is missing. */
function messageFor(field: keyof NewTicketValues, problem: CreatedTicket["userErrors"][number]): string {
  return field === "reporter" && problem.code === "REQUIRED" ? "Choose a customer from the list." : problem.message;
}
