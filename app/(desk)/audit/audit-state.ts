import { idIn, momentIn } from "@/app/_lib/url-state";
import { AUDIT_WORDS } from "./audit-words";

/** What the audit shows. All of it stands in the address. */
export interface AuditState {
  action?: string;
  actorKind?: string;
  actorId?: string;
  /** ISO 8601. */
  from?: string;
  /** ISO 8601, exclusive. */
  before?: string;
  after?: string;
}

/** Nonsense in an address counts as nothing said. */
export function readAuditState(address: URLSearchParams): AuditState {
  const [kind = "", id = ""] = (address.get("who") ?? "").split(":");
  const action = address.get("what") ?? "";
  return {
    action: Object.hasOwn(AUDIT_WORDS, action) ? action : undefined,
    actorKind: /^[a-zA-Z]{1,20}$/.test(kind) ? kind : undefined,
    actorId: idIn(id),
    from: momentIn(address.get("from")),
    before: momentIn(address.get("until")),
    after: address.get("after") ?? undefined,
  };
}

export function auditHref({ action, actorKind, actorId, from, before, after }: AuditState): string {
  const address = new URLSearchParams();
  const put = (name: string, value: string | undefined) => value && address.set(name, value);
  put("what", action);
  put("who", actorKind && [actorKind, ...(actorId ? [actorId] : [])].join(":"));
  put("from", from);
  put("until", before);
  put("after", after);
  return address.size > 0 ? `/audit?${address}` : "/audit";
}
