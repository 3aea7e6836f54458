import type { FieldChange } from "@/server/activity/field-change";
import { displayName } from "@/server/customers/identity/person-name";
import { shortened } from "@/server/shortened";
import { RowVerdict } from "./import-preview-row.entity";
import type { Match } from "./match-rows";

/** So many rows of each verdict are kept for the screen; all are counted. */
const KEPT = 50;

/** Counts what would happen and keeps the first rows of each kind. */
export class PreviewRows {
  readonly counts: Record<RowVerdict, number> = { create: 0, update: 0, unchanged: 0, restore: 0, error: 0 };
  private readonly kept: Match[] = [];

  add(matches: readonly Match[]): void {
    for (const match of matches) {
      this.counts[match.verdict] += 1;
      if (this.counts[match.verdict] <= KEPT) this.kept.push(match);
    }
  }

  /** For import_preview_rows. */
  rows(importId: number): Record<string, unknown>[] {
    return this.kept.map((match) => {
      const isError = match.verdict === RowVerdict.ERROR;
      const before = "before" in match ? match.before : undefined;
      return {
        import_id: importId,
        row_no: match.checked.row,
        line: match.checked.line,
        verdict: match.verdict,
        customer_id: before?.id ?? null,
        label: shortened(before ? displayName(before) : match.checked.label, 200),
        column_name: isError && match.problem.column !== undefined ? shortened(match.problem.column, 200) : null,
        message: isError ? match.problem.message : null,
        changes: isError ? "[]" : displayed(match.diff),
      };
    });
  }
}

/** TEXT holds 65,535 bytes on MySQL, and nobody reads that much of one row. */
const MAX_BYTES = 60_000;

function displayed(changes: readonly FieldChange[]): string {
  for (const length of [300, 60, 20]) {
    const short = (text: string | null) => (text === null ? null : shortened(text, length));
    const json = JSON.stringify(changes.map(({ field, from, to }) => ({ field, from: short(from), to: short(to) })));
    if (Buffer.byteLength(json) <= MAX_BYTES) return json;
  }
  const shown = changes.slice(0, 50).map(({ field }) => ({ field, from: null, to: "…" }));
  return JSON.stringify([...shown, { field: "…", from: null, to: `${changes.length - shown.length} more` }]);
}
