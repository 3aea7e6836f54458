import type { FieldChange } from "@/server/activity/field-change";
import type { CustomerAction } from "@/server/activity/record-activity";
import type { AuditAction } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import type { Sql } from "@/server/customers/customer-view";
import type { Permission } from "@/server/permissions";

/** A reason to leave a customer alone, once for a record at hand and once for the counting before the click. */
export interface SkipRule {
  /** Follows the customer's name: "was deleted already". */
  reason: string;
  holds(record: CustomerRecord): boolean;
  /** The same over `customers c`. */
  sql: Sql;
}

/** A customer of a slice, locked, and what the job that is taken back had kept of them. */
export interface Member {
  record: CustomerRecord;
  former: unknown;
}

export interface Run<Choice> {
  jobId: number;
  choice: Choice;
  /** For an undo: the job that is taken back. */
  undoOf: { id: number; createdAt: Date } | undefined;
}

export type Outcome = { skipped: string } | Done;

interface Done {
  action: CustomerAction;
  changes?: FieldChange[];
  /** What the undo needs to know, as JSON. */
  former?: unknown;
  /** What is to be known although it was done. */
  note?: string;
}

/** Something that can be done to many customers. */
export interface MassAction<Choice = unknown> {
  /** The job's kind. */
  kind: string;
  permission: Permission;
  /** Undefined for what takes another action back: that is told by itself. */
  audit?: AuditAction;
  /** Why customers are left alone; the first that holds is the one that is told. */
  skips(choice: Choice): SkipRule[];
  /** Changes the customers of a slice, in its transaction: a handful of statements, however many they are. An outcome for each. */
  change(tx: Ctx, members: readonly Member[], run: Run<Choice>): Promise<Map<number, Outcome>>;
  /** Takes it back; undefined where nothing can. */
  undo?: MassAction<Choice>;
}

/** Goes before the rules of every action: nothing is done to a record that only says who it became. */
export const IS_MERGED: SkipRule = {
  reason: "was merged into another customer",
  holds: (record) => record.mergedIntoId !== null,
  sql: { sql: "c.merged_into_id IS NOT NULL", parameters: [] },
};

export const IS_DELETED: SkipRule = {
  reason: "is deleted",
  holds: (record) => record.isDeleted,
  sql: { sql: "c.is_deleted = 1", parameters: [] },
};

/** The ids of the members, for a statement about all of them. */
export const idsOf = (members: readonly Member[]): number[] => members.map(({ record }) => record.id);
