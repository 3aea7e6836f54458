import type { JobStatus } from "@/graphql/client/graphql";

interface JobWords {
  /** What it does, as a heading. */
  title: string;
  /** While it runs. */
  doing: string;
  /** What it means for a customer who is done. */
  done: string;
}

const KINDS: Record<string, JobWords> = {
  "customers.delete": { title: "Delete customers", doing: "Deleting", done: "Deleted" },
  "customers.restore": { title: "Restore customers", doing: "Restoring", done: "Restored" },
  "customers.undelete": { title: "Undo a deletion", doing: "Bringing back", done: "Brought back" },
  "import.preview": { title: "Preview an import", doing: "Reading the file", done: "Read" },
  "import.run": { title: "Import customers", doing: "Importing", done: "Imported" },
};

export function jobWords(kind: string): JobWords {
  return KINDS[kind] ?? { title: "Background work", doing: "Working", done: "Done" };
}

export const STATUS_WORDS: Record<JobStatus, { label: string; color: string }> = {
  QUEUED: { label: "Waiting", color: "gray" },
  RUNNING: { label: "Running", color: "blue" },
  DONE: { label: "Finished", color: "green" },
  FAILED: { label: "Given up", color: "red" },
  CANCELLED: { label: "Stopped", color: "gray" },
};

export const isGoingOn = (status: JobStatus): boolean => status === "QUEUED" || status === "RUNNING";
