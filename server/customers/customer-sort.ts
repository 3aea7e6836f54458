import { isDbTime } from "@/server/db";
/** The fixed columns that sort. Each has an index that begins with the list (Active or Deleted). */
export const SORTS = {
  name: { column: "name_sort", index: "customers_by_name" },
  email: { column: "email_sort", index: "customers_by_email" },
  mobile: { column: "mobile_sort", index: "customers_by_mobile" },
  organisation: { column: "organisation_sort", index: "customers_by_organisation" },
  isActive: { column: "is_active", index: "customers_by_is_active" },
  hubAccess: { column: "hub_access", index: "customers_by_hub_access" },
  createdAt: { column: "created_at", index: "customers_by_created" },
  lastActivityAt: { column: "last_activity_at", index: "customers_by_last_activity" },
  ticketsOpen: { column: "tickets_open", index: "customers_by_tickets_open" },
  ticketsAll: { column: "tickets_all", index: "customers_by_tickets_all" },
} as const;

export type CustomerSortField = keyof typeof SORTS;

export interface CustomerSort {
  field: CustomerSortField;
  isDescending: boolean;
}

export const DEFAULT_SORT: CustomerSort = { field: "name", isDescending: false };

/** Where a customer stands in a sorting: a place to go on from, whatever comes and goes around it. */
export interface Place {
  value: string | number;
  id: number;
}

export function cursorOf(field: CustomerSortField, place: Place): string {
  return Buffer.from(JSON.stringify([field, place.value, place.id])).toString("base64url");
}

/** The place, or undefined for a cursor of another sorting or none of ours. */
export function placeOf(field: CustomerSortField, cursor: string): Place | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (!Array.isArray(parsed)) return undefined;
    const [cursorField, value, id]: unknown[] = parsed;
    return cursorField === field && isSortValue(field, value) && Number.isSafeInteger(id)
      ? { value, id: id as number }
      : undefined;
  } catch {
    return undefined;
  }
}

function isSortValue(field: CustomerSortField, value: unknown): value is string | number {
  if (field === "isActive" || field === "hubAccess") return value === 0 || value === 1;
  if (field === "ticketsOpen" || field === "ticketsAll") return Number.isSafeInteger(value);
  if (typeof value !== "string") return false;
  return field === "createdAt" || field === "lastActivityAt" ? isDbTime(value) : true;
}
