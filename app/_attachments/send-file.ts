/** The same as the server's limit: telling it before the first byte is sent saves an upload of an hour. */
export const MAX_BYTES = 1024 ** 3;

export type Sent = { uploadId: string } | { problem: string } | "cancelled";

interface SendFile {
  file: File;
  /** What the server is told that it is for; a file to import when not given. */
  purpose?: "import" | "attachment" | "logo";
  /** A customer's file, whoever else is signed in in the same browser. */
  asCustomer?: boolean;
  /** What to say when the server cannot be reached. */
  unreachable?: string;
  onProgress: (bytes: number) => void;
  signal: AbortSignal;
}

const UNREACHABLE = "The upload broke off. Check your connection, then choose the file again. Nothing was imported.";

/** Sends a file as it is. XMLHttpRequest, because fetch cannot tell how much of a body has been sent. */
export function sendFile({
  file,
  purpose = "import",
  asCustomer = false,
  unreachable = UNREACHABLE,
  onProgress,
  signal,
}: SendFile): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?purpose=${purpose}${asCustomer ? "&as=customer" : ""}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => resolve(answerOf(request, unreachable));
    // Also when the file was changed or taken away while it was being read.
    request.onerror = () => resolve({ problem: unreachable });
    request.onabort = () => resolve("cancelled");
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function answerOf({ status, responseText }: XMLHttpRequest, unreachable: string): Sent {
  const answer = parsed(responseText);
  if (status === 201 && typeof answer.uploadId === "string") return { uploadId: answer.uploadId };
  if (status === 401)
    return { problem: "Your session has ended. Sign in again in another tab, then choose the file again." };
  return { problem: typeof answer.error === "string" ? answer.error : unreachable };
}

/** A proxy in front of the desk may answer with a page of its own. */
function parsed(text: string): { uploadId?: unknown; error?: unknown } {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null ? answer : {};
  } catch {
    return {};
  }
}
