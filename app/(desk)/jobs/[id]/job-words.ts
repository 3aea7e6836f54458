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
  "customers.restore.undo": { title: "Undo a restoring", doing: "Deleting again", done: "Deleted again" },
  "customers.forceReset": { title: "Force a password reset", doing: "Resetting", done: "Reset" },
  "customers.setHubAccess": { title: "Set Hub access", doing: "Setting Hub access", done: "Set" },
  "customers.setHubAccess.undo": { title: "Undo a change of Hub access", doing: "Putting back", done: "Put back" },
  "customers.block": { title: "Block customers", doing: "Blocking", done: "Blocked" },
  "customers.block.undo": { title: "Undo a block", doing: "Putting back", done: "Put back" },
  "customers.unblock": { title: "Unblock customers", doing: "Unblocking", done: "Unblocked" },
  "customers.unblock.undo": { title: "Undo an unblocking", doing: "Putting back", done: "Put back" },
  "customers.setOrganisation": { title: "Set the organisation", doing: "Setting the organisation", done: "Set" },
  "customers.setOrganisation.undo": {
    title: "Undo a change of organisation",
    doing: "Putting back",
    done: "Put back",
  },
  "customers.setAttribute": { title: "Set an attribute", doing: "Setting the attribute", done: "Set" },
  "customers.setAttribute.undo": { title: "Undo a change of an attribute", doing: "Putting back", done: "Put back" },
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
