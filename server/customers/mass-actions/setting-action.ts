import type { AuditAction } from "@/server/activity/record-audit";
import type { Ctx } from "@/server/ctx";
import type { CustomerRecord } from "@/server/customers/customer-row";
import type { Sql } from "@/server/customers/customer-view";
import type { Permission } from "@/server/permissions";
import { editorsSince } from "./edits-since";
import { IS_DELETED, type MassAction, type Member, type Outcome, type Run } from "./mass-action";

/** What a field of a customer is to be. Values are compared as JSON. */
export interface Assignment<Value> {
  record: CustomerRecord;
  value: Value;
}

/** One field that can be set on many customers, and put back. */
interface FieldSetting<Choice, Value> {
  kind: string;
  permission: Permission;
  audit: AuditAction;
  /** As in the timeline. */
  field(choice: Choice): string;
  chosen(choice: Choice): Value;
  valueOf(record: CustomerRecord, choice: Choice): Value;
  /** Of a customer whose field is so already. */
  already(choice: Choice): { reason: string; sql: Sql };
  /** Values in words, for the timeline. */
  words(tx: Ctx, values: readonly Value[]): Promise<(value: Value) => string | null>;
  /** Of values that cannot be set any more, such as an organisation that was deleted since the click: why, as it follows a name. */
  gone?(tx: Ctx, values: readonly Value[], choice: Choice): Promise<(value: Value) => string | undefined>;
  write(tx: Ctx, assignments: readonly Assignment<Value>[], choice: Choice): Promise<void>;
}

/** Sets the field on all; its undo puts back what was there, where nobody has changed it since. */
export function settingAction<Choice, Value>(setting: FieldSetting<Choice, Value>): MassAction<Choice> {
  const isSame = (one: Value, other: Value) => JSON.stringify(one) === JSON.stringify(other);
  const setAll = (tx: Ctx, assignments: Assignment<Value>[], choice: Choice) =>
    assign(tx, setting, assignments, choice);
  return {
    kind: setting.kind,
    permission: setting.permission,
    audit: setting.audit,
    skips: (choice) => [
      IS_DELETED,
      {
        ...setting.already(choice),
        holds: (record) => isSame(setting.valueOf(record, choice), setting.chosen(choice)),
      },
    ],
    change: (tx, members, { choice }) =>
      setAll(
        tx,
        members.map(({ record }) => ({ record, value: setting.chosen(choice) })),
        choice,
      ),
    undo: {
      kind: `${setting.kind}.undo`,
      permission: setting.permission,
      skips: () => [{ ...IS_DELETED, reason: "has been deleted since" }],
      change: async (tx, members, run) => {
        const { edited, untouched } = await sinceTheJob(tx, setting, members, run);
        const { choice } = run;
        const moved = untouched.filter(
          ({ record }) => !isSame(setting.valueOf(record, choice), setting.chosen(choice)),
        );
        for (const { record } of moved) edited.set(record.id, { skipped: "has been changed since" });
        const assignments = untouched
          .filter(({ record }) => !edited.has(record.id))
          // The job itself has kept it, as a value of this setting.
          .map(({ record, former }) => ({ record, value: former as Value }));
        return new Map([...edited, ...(await setAll(tx, assignments, choice))]);
      },
    },
  };
}

async function sinceTheJob<Choice, Value>(
  tx: Ctx,
  setting: FieldSetting<Choice, Value>,
  members: readonly Member[],
  { choice, undoOf }: Run<Choice>,
): Promise<{ edited: Map<number, Outcome>; untouched: Member[] }> {
  if (!undoOf) throw new Error("An undo without the job that it takes back.");
  const ids = members.map(({ record }) => record.id);
  const editors = await editorsSince(tx, undoOf, ids, setting.field(choice));
  const edited = new Map(
    [...editors].map(([id, by]): [number, Outcome] => [id, { skipped: `${by} has changed it since` }]),
  );
  return { edited, untouched: members.filter(({ record }) => !editors.has(record.id)) };
}

async function assign<Choice, Value>(
  tx: Ctx,
  setting: FieldSetting<Choice, Value>,
  wanted: Assignment<Value>[],
  choice: Choice,
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  const wantedValues = wanted.map(({ value }) => value);
  const gone = await setting.gone?.(tx, wantedValues, choice);
  const assignments = wanted.filter(({ record, value }) => {
    const reason = gone?.(value);
    if (reason !== undefined) outcomes.set(record.id, { skipped: reason });
    return reason === undefined;
  });
  if (assignments.length === 0) return outcomes;
  const former = new Map(assignments.map(({ record }) => [record.id, setting.valueOf(record, choice)]));
  const values = [...former.values(), ...assignments.map(({ value }) => value)];
  const words = await setting.words(tx, values);
  await setting.write(tx, assignments, choice);
  for (const { record, value } of assignments) {
    const was = former.get(record.id) as Value;
    const change = { field: setting.field(choice), from: words(was), to: words(value) };
    outcomes.set(record.id, { action: "customer.updated", changes: [change], former: was });
  }
  return outcomes;
}

/** Assignments by value, so that each value is one statement. */
export function byValue<Value>(
  assignments: readonly Assignment<Value>[],
): { value: Value; records: CustomerRecord[] }[] {
  const groups = new Map<string, { value: Value; records: CustomerRecord[] }>();
  for (const { record, value } of assignments) {
    const key = JSON.stringify(value);
    const group = groups.get(key) ?? { value, records: [] };
    group.records.push(record);
    groups.set(key, group);
  }
  return [...groups.values()];
}
