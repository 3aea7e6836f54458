import type { RowVerdict } from "@/graphql/client/graphql";
import type { PreviewOfPage } from "./import.document";

interface VerdictWords {
  verdict: RowVerdict;
  /** In the address. */
  key: string;
  /** Of the tab. */
  tab: string;
  /** Of one row. */
  label: string;
  color: string;
  count: (preview: PreviewOfPage) => number;
}

export const VERDICTS: readonly VerdictWords[] = [
  { verdict: "CREATE", key: "new", tab: "New", label: "New", color: "green", count: ({ create }) => create },
  { verdict: "UPDATE", key: "changes", tab: "Changes", label: "Change", color: "blue", count: ({ update }) => update },
  {
    verdict: "RESTORE",
    key: "restored",
    tab: "Restored",
    label: "Restore",
    color: "grape",
    count: ({ restore }) => restore,
  },
  {
    verdict: "UNCHANGED",
    key: "unchanged",
    tab: "Unchanged",
    label: "Unchanged",
    color: "gray",
    count: ({ unchanged }) => unchanged,
  },
  { verdict: "ERROR", key: "errors", tab: "Errors", label: "Error", color: "red", count: ({ error }) => error },
];

/** Which rows the address asks for; undefined for all. */
export function readVerdict(rows: string | string[] | undefined): RowVerdict | undefined {
  return VERDICTS.find(({ key }) => key === rows)?.verdict;
}

/** Data rows in the file. */
export function rowCount({ create, update, unchanged, restore, error }: PreviewOfPage): number {
  return create + update + unchanged + restore + error;
}

const FIELDS: Record<string, string> = {
  email: "E-mail",
  mobile: "Mobile",
  firstName: "First name",
  lastName: "Last name",
  organisation: "Organisation",
  organisationAccess: "Organisation access",
  hubAccess: "Hub access",
  isActive: "Is Active",
};

/** A changed field in words; attributes are called by their own name. */
export function fieldWords(field: string): string {
  return FIELDS[field] ?? field.replace(/^attributes\./, "");
}
