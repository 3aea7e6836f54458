import { useEffect, useRef, useState } from "react";
import { useAttachments } from "@/app/_attachments/use-attachments";
import { type Draft, keepDraft, keptDraft } from "./draft";

type Text = Pick<Draft, "subject" | "body" | "organisationId">;

const EMPTY: Text = { subject: "", body: "", organisationId: "" };

/**
 * A message that is being written, with its files. It outlives errors, a reload, and a session that ended in the middle.
 * @param name of the draft: whose, and about what
 */
export function useMessage(name: string) {
  const [text, setText] = useState(EMPTY);
  const [isLoaded, setIsLoaded] = useState(false);
  const attachments = useAttachments({ asCustomer: true });
  const { files, restore } = attachments;
  const submission = useRef<Draft["submission"]>(undefined);

  useEffect(() => {
    const draft = keptDraft(name);
    if (draft) {
      const { files: kept, submission: sent, ...written } = draft;
      submission.current = sent;
      setText(written);
      restore(kept);
    }
    setIsLoaded(true);
  }, [name, restore]);

  useEffect(() => {
    if (isLoaded) keepDraft(name, { ...text, files, submission: submission.current });
  }, [isLoaded, name, text, files]);

  const toSend = () => {
    const uploadIds = files.flatMap((file) => file.uploadId ?? []);
    const message = JSON.stringify([text, uploadIds]);
    // When the answer to the first sending was lost, the second one finds what the first has written.
    if (submission.current?.message !== message) submission.current = { key: crypto.randomUUID(), message };
    keepDraft(name, { ...text, files, submission: submission.current });
    return { body: text.body, uploadIds, submissionKey: submission.current.key };
  };

  const clear = () => {
    submission.current = undefined;
    setText(EMPTY);
    attachments.clear();
    keepDraft(name, { ...EMPTY, files: [] });
  };

  const change = (more: Partial<Text>) => setText((known) => ({ ...known, ...more }));
  return { text, change, attachments, toSend, clear };
}
