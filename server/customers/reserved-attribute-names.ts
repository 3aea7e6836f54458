import { fold } from "./identity/fold";

/** What a customer has anyway, in our words, those of CSV files and of GraphQL: an attribute so called could not be told apart. */
const RESERVED: ReadonlySet<string> = new Set([
  "id",
  "email",
  "mobile",
  "phone",
  "name",
  "firstname",
  "lastname",
  "displayname",
  "organisation",
  "organization",
  "organisationaccess",
  "hubaccess",
  "isactive",
  "isblocked",
  "attributes",
  "activity",
  "source",
  "created",
  "createdat",
  "updated",
  "updatedat",
  "deleted",
  "deletedat",
  "lastactivity",
  "tags",
  "tag",
  "tickets",
  "opentickets",
  "ticketsopen",
  "ticketsall",
  "version",
  "row",
  "line",
  "error",
  "proto",
  "constructor",
  "prototype",
]);

/** Whether an attribute may not be called so, in any case, with or without spaces and underscores. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(fold(name).replace(/[^\p{L}\p{N}]+/gu, ""));
}
