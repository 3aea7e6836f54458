import type { CustomerSortField } from "@/graphql/client/graphql";

/** A column that every customer has. Its key stands in the address, in the cookie and in the export's address. */
export interface FixedColumn {
  key: string;
  label: string;
  sort?: CustomerSortField;
}

/** The name is always there: a row without it would be nobody's. */
export const NAME_COLUMN = { key: "name", label: "Name", sort: "NAME" } as const satisfies FixedColumn;

export const FIXED_COLUMNS = [
  { key: "email", label: "E-mail", sort: "EMAIL" },
  { key: "mobile", label: "Mobile", sort: "MOBILE" },
  { key: "organisation", label: "Organisation", sort: "ORGANISATION" },
  { key: "tags", label: "Tags" },
  { key: "isActive", label: "Is Active", sort: "IS_ACTIVE" },
  { key: "hubAccess", label: "Hub access", sort: "HUB_ACCESS" },
  { key: "ticketsOpen", label: "Tickets", sort: "TICKETS_OPEN" },
  { key: "ticketsAll", label: "All tickets", sort: "TICKETS_ALL" },
  { key: "lastActivityAt", label: "Last activity", sort: "LAST_ACTIVITY_AT" },
  { key: "createdAt", label: "Created", sort: "CREATED_AT" },
  { key: "source", label: "Source" },
] as const satisfies readonly FixedColumn[];

export type FixedColumnKey = (typeof FIXED_COLUMNS)[number]["key"];

/** All but those that few need every day: "Tickets" shows both numbers already. */
export const DEFAULT_COLUMNS: readonly string[] = FIXED_COLUMNS.map((column) => column.key).filter(
  (key) => key !== "source" && key !== "ticketsAll" && key !== "tags",
);

/** Whether a column counts tickets, which needs a permission of its own. */
export const isTicketColumn = (column: string): boolean => column === "ticketsOpen" || column === "ticketsAll";

const ATTRIBUTE = "attributes.";

export const attributeColumn = (name: string): string => ATTRIBUTE + name;

/** The attribute that a column shows, or undefined for a fixed one. */
export function attributeOf(column: string): string | undefined {
  return column.startsWith(ATTRIBUTE) ? column.slice(ATTRIBUTE.length) : undefined;
}

export function fixedColumn(key: string): (FixedColumn & { key: FixedColumnKey }) | undefined {
  return FIXED_COLUMNS.find((column) => column.key === key);
}

export function columnLabel(column: string): string {
  return attributeOf(column) ?? fixedColumn(column)?.label ?? column;
}

/** Many columns in one value of an address or a cookie; an attribute's name may hold the comma that parts them. */
export function writeColumns(columns: readonly string[]): string {
  return columns.map((column) => column.replace(/[%,]/g, encodeURIComponent)).join(",");
}

/** What cannot be a column is left out: the value comes from the address bar. */
export function readColumns(text: string): string[] {
  const columns = text.split(",").map(decoded);
  return [...new Set(columns)].filter((column) => fixedColumn(column) || attributeOf(column));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
