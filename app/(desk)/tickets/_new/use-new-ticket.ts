import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { attachmentsProblem, useAttachments } from "@/app/_attachments/use-attachments";
import { attempt } from "@/app/_ui/attempt";
import type { RichEditorHandle, RichEditorProps } from "@/app/_ui/rich-editor";
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
  const attachments = useAttachments();
  const messageId = useId();
  const editor = useRef<RichEditorHandle>(null);
  const message: RichEditorProps = {
    id: messageId,
    handle: editor,
    label: "Message",
    error: form.formState.errors.body?.message,
    onChange: (html) => {
      form.setValue("body", html, { shouldDirty: true });
      form.clearErrors("body");
    },
    onSubmit: () => save(),
    onFiles: (files) => {
      attachments.add(files);
      return true;
    },
  };
  const focus = (field: keyof NewTicketValues) => (field === "body" ? editor.current?.focus() : form.setFocus(field));

  const send = async () => {
    const values = form.getValues();
    setProblems([]);
    form.clearErrors();
    const waiting = attachmentsProblem(attachments.files);
    if (waiting) {
      form.setError("body", { message: waiting });
      return afterRender(() => focus("body"));
    }
    const uploadIds = attachments.files.flatMap((file) => file.uploadId ?? []);
    const answer = await attempt(() => createTicket(newTicketInput(values, uploadIds)));
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
    afterRender(() => (first ? focus(first) : document.getElementById("ticket-problems")?.focus()));
  };

  const save = () => once(() => form.handleSubmit(send)());
  return { form, save, problems, isSaved, attachments, message };
}

/** With a customer to choose on the screen, an address is not what is missing. */
function messageFor(field: keyof NewTicketValues, problem: CreatedTicket["userErrors"][number]): string {
  return field === "reporter" && problem.code === "REQUIRED" ? "Choose a customer from the list." : problem.message;
}
