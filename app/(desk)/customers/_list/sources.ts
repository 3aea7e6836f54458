import type { CustomerSource } from "@/graphql/client/graphql";

/** What made a record, as it stands in the address and as people read it. */
export const SOURCES: readonly { source: CustomerSource; key: string; label: string }[] = [
  { source: "AGENT", key: "agent", label: "Agent" },
  { source: "PORTAL", key: "portal", label: "Portal" },
  { source: "EMAIL", key: "email", label: "E-mail" },
  { source: "IMPORT", key: "import", label: "Import" },
  { source: "API", key: "api", label: "API" },
];

export function sourceLabel(source: CustomerSource): string {
  return SOURCES.find((known) => known.source === source)?.label ?? source;
}
