import { useRouter } from "next/navigation";
import { useEffect, useId, useRef, useState } from "react";
import { attachmentsProblem, useAttachments } from "@/app/_attachments/use-attachments";
import { rememberedNeighbours } from "@/app/_lib/remembered-list";
import { attempt } from "@/app/_ui/attempt";
import { usePageKeys } from "@/app/_ui/page-keys";
import type { RichEditorHandle, RichEditorProps } from "@/app/_ui/rich-editor";
import { toastDone } from "@/app/_ui/toasts";
import type { TicketStatus } from "@/graphql/client/graphql";
import { QUEUE } from "../_queue/queue-state";
import { addComment } from "../actions";
import { keepDraft, keptDraft } from "./draft";
import { useTicketRoom } from "./ticket-room";

export interface ReplyBoxProps {
  ticketId: string;
  number: number;
  /** Where a public reply goes, in a sentence. */
  replyHint: string;
  /** The newest comment on the page, and who wrote it. */
  lastComment?: { id: string; authorName: string; isInternal: boolean; isOwn: boolean };
}

type Kind = "reply" | "note";

const WORDS: Record<Kind, { label: string; send: string; sent: string }> = {
  reply: { label: "Your reply", send: "Send reply", sent: "Reply added." },
  note: { label: "Your internal note", send: "Add note", sent: "Note added." },
};
const NOTE_HINT = "Only agents can read this; customers never see it.";

/** A pause of so long, and colleagues are no longer told that one is writing. */
const WRITING_MS = 20_000;

/** The state of the box in which an agent answers. */
export function useReply({ ticketId, number, replyHint, lastComment }: ReplyBoxProps) {
  const router = useRouter();
  const fieldId = useId();
  const { setWriting } = useTicketRoom();
  const [kind, setKind] = useState<Kind>("reply");
  const [html, setHtml] = useState("");
  const [status, setStatus] = useState<TicketStatus | "">("");
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  /** The newest comment when the draft was begun, or when its writer was last told of a newer one. */
  const [begunAt, setBegunAt] = useState<string>();
  /** The comment of which a first attempt to send was told, or `next` for the one that the page is about to show. */
  const [toldOf, setToldOf] = useState<string>();
  const attachments = useAttachments();
  // A second click before React has disabled the button.
  const isOnItsWay = useRef(false);
  const isBegun = html !== "" || attachments.files.length > 0;
  const arrived = isBegun ? arrivalWords(begunAt, lastComment) : undefined;

  const editor = useRef<RichEditorHandle>(null);
  const field: RichEditorProps = {
    id: fieldId,
    label: WORDS[kind].label,
    error: problem,
    handle: editor,
    // After a reload, or a session that ended in the middle of a sentence.
    onReady: () => {
      const draft = keptDraft(ticketId);
      if (!draft) return;
      setKind(draft.kind);
      attachments.restore(draft.files);
      editor.current?.write(draft.html);
    },
    onChange: (text) => {
      setHtml(text);
      setProblem(undefined);
      setBegunAt((known) => known ?? lastComment?.id);
      keepDraft(ticketId, { kind, html: text, files: attachments.files });
    },
    onSubmit: () => send(),
    onFiles: (files) => {
      attachments.add(files);
      return true;
    },
  };

  useEffect(() => {
    setWriting(html !== "");
    if (html === "") return;
    const pause = setTimeout(() => setWriting(false), WRITING_MS);
    return () => clearTimeout(pause);
  }, [html, setWriting]);
  // Whoever leaves the page is not writing on the next one.
  useEffect(() => () => setWriting(false), [setWriting]);

  const send = async () => {
    if (isOnItsWay.current) return;
    const waiting = attachmentsProblem(attachments.files);
    if (waiting) return setProblem(waiting);
    // It may have appeared while the finger was on its way to the key: the second press is the one that knows.
    if (arrived && toldOf !== "next" && toldOf !== lastComment?.id) {
      setToldOf(lastComment?.id);
      return setProblem(arrived);
    }
    isOnItsWay.current = true;
    setIsSending(true);
    setProblem(undefined);
    editor.current?.setEditable(false);
    const answer = await attempt(() =>
      addComment({
        ticketId,
        body: html,
        bodyFormat: "HTML",
        internal: kind === "note",
        status: status || undefined,
        uploadIds: attachments.files.flatMap((file) => file.uploadId ?? []),
        lastSeenCommentId: lastComment?.id,
      }),
    );
    isOnItsWay.current = false;
    setIsSending(false);
    editor.current?.setEditable(true);
    const error = answer?.userErrors[0];
    if (error) {
      setProblem(error.message);
      // Theirs is to be read first: the page shows it now.
      if (error.code === "CHANGED_MEANWHILE") {
        setToldOf("next");
        router.refresh();
      }
    } else if (answer) {
      editor.current?.clear();
      attachments.clear();
      setHtml("");
      setStatus("");
      setBegunAt(undefined);
      setToldOf(undefined);
      keepDraft(ticketId, { kind, html: "", files: [] });
      const { next } = rememberedNeighbours(QUEUE.name, `/tickets/${number}`);
      toastDone({ message: WORDS[kind].sent, link: next ? { href: next, label: "Next ticket" } : undefined });
    }
    editor.current?.focus();
  };

  const choose = (chosen: Kind) => {
    setKind(chosen);
    keepDraft(ticketId, { kind: chosen, html, files: attachments.files });
  };
  const write = (chosen: Kind) => {
    choose(chosen);
    editor.current?.focus();
  };
  usePageKeys([
    { keys: "r", label: "Write a reply", run: () => write("reply") },
    { keys: "i", label: "Write an internal note", run: () => write("note") },
  ]);

  return {
    kind,
    setKind: choose,
    words: { ...WORDS[kind], hint: kind === "note" ? NOTE_HINT : replyHint },
    field,
    status,
    setStatus,
    attachments,
    isBegun,
    isSending,
    send,
    arrived,
  };
}

/** What to tell a writer of a comment that came after their draft was begun. */
function arrivalWords(begunAt: string | undefined, last: ReplyBoxProps["lastComment"]): string | undefined {
  if (!last || last.isOwn || begunAt === undefined || Number(last.id) <= Number(begunAt)) return undefined;
  const what = last.isInternal ? "an internal note" : "a message";
  return `${last.authorName || "Somebody"} added ${what} while you were writing. Read it before you send; your text is kept.`;
}
