import { useEffect, useRef, useState } from "react";
import { sendFile } from "./send-file";

/** The server's own limits: telling them at once saves an upload that would be refused. */
const MAX_FILES = 10;
const MAX_BYTES = 25 * 1024 ** 2;

export interface Attachment {
  key: string;
  name: string;
  size: number;
  /** Bytes sent so far. */
  sent: number;
  /** There once it has arrived. */
  uploadId?: string;
  problem?: string;
}

/**
 * Files on their way to a comment. They are sent at once, so that the comment itself goes out without waiting.
 * @param options.asCustomer in the Hub
 */
export function useAttachments({ asCustomer = false } = {}) {
  const [files, setFiles] = useState<Attachment[]>([]);
  const [problem, setProblem] = useState<string>();
  const aborts = useRef(new Map<string, AbortController>());
  // Whoever leaves the page has changed their mind.
  useEffect(() => {
    const running = aborts.current;
    return () => {
      for (const abort of running.values()) abort.abort();
    };
  }, []);

  const change = (key: string, more: Partial<Attachment>) =>
    setFiles((known) => known.map((file) => (file.key === key ? { ...file, ...more } : file)));

  const send = async (key: string, file: File) => {
    const abort = new AbortController();
    aborts.current.set(key, abort);
    const answer = await sendFile({
      file,
      purpose: "attachment",
      asCustomer,
      unreachable: "The file did not arrive. Check your connection, remove it and attach it again.",
      onProgress: (sent) => change(key, { sent }),
      signal: abort.signal,
    });
    aborts.current.delete(key);
    if (answer !== "cancelled")
      change(key, "uploadId" in answer ? { uploadId: answer.uploadId, sent: file.size } : answer);
  };

  const add = (given: readonly File[]) => {
    const room = MAX_FILES - files.length;
    setProblem(given.length > room ? `Attach at most ${MAX_FILES} files to a message.` : undefined);
    const taken = given.slice(0, Math.max(0, room)).map((file) => ({ key: crypto.randomUUID(), file }));
    setFiles((known) => [
      ...known,
      ...taken.map(({ key, file: { name, size } }) => ({ key, name, size, sent: 0, problem: tooLarge(size) })),
    ]);
    for (const { key, file } of taken) if (file.size <= MAX_BYTES) void send(key, file);
  };

  const remove = (key: string) => {
    aborts.current.get(key)?.abort();
    aborts.current.delete(key);
    setProblem(undefined);
    setFiles((known) => known.filter((file) => file.key !== key));
  };

  const clear = () => setFiles([]);

  return { files, problem, add, remove, clear, restore: setFiles };
}

const tooLarge = (size: number): string | undefined =>
  size > MAX_BYTES ? "A file is at most 25 MB. Remove it, or send a link to it instead." : undefined;

/** What keeps the comment from being sent with these files; undefined when nothing does. */
export function attachmentsProblem(files: readonly Attachment[]): string | undefined {
  if (files.some((file) => file.problem)) return "One of the files cannot be attached. Remove it first.";
  if (files.some((file) => !file.uploadId)) return "A file is still on its way. Send again when it has arrived.";
  return undefined;
}
