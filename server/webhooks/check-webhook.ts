import ipaddr from "ipaddr.js";
import type { Ctx } from "@/server/ctx";
import type { Problem } from "@/server/errors";
import { isAllowed } from "@/server/permissions";
import { permissionFor, WEBHOOK_EVENTS, type WebhookEventType } from "./webhook-event-types";

export const LOOPBACK_ADDRESSES = ["127.0.0.1", "::1"] as const;
const MAX_URL = 2000;

export function checkName(typed: string, problems: Problem[]): string {
  const name = typed.normalize("NFC").trim();
  if (!name || name.length > 200 || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name))
    problems.push({ path: "name", message: "Give a name of at most 200 characters, on one line.", code: "INVALID" });
  return name;
}

/** Told at once, what can be: a name that leads to a private address is found out when it is sent to. */
export function checkUrl({ config }: Ctx, typed: string, problems: Problem[]): string {
  const text = typed.trim();
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refuse = (message: string) => {
    problems.push({ path: "url", message, code: "INVALID" });
    return text;
  };
  if (!url || url.href.length > MAX_URL || !/^https?:$/.test(url.protocol))
    return refuse("Give a full address such as https://example.com/webhooks.");
  if (url.username || url.password) return refuse("Leave the name and password out of the address.");
  url.hash = "";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (config.allowsLoopbackWebhooks && (host === "localhost" || isLoopback(host))) return url.href;
  if (url.protocol === "http:") return refuse("Give an address that begins with https://.");
  if (host === "localhost" || (ipaddr.isValid(host) && ipaddr.parse(host).range() !== "unicast"))
    return refuse("This is a private address. Give one that can be reached from outside.");
  return url.href;
}

const isLoopback = (host: string) => (LOOPBACK_ADDRESSES as readonly string[]).includes(host);

/** Nobody has more sent than they may read: a token for the settings would otherwise read all customers. */
export function checkEvents({ actor }: Ctx, names: readonly string[], problems: Problem[]): WebhookEventType[] {
  const chosen = WEBHOOK_EVENTS.filter((type) => names.includes(type));
  const unknown = names.filter((name) => !(WEBHOOK_EVENTS as readonly string[]).includes(name));
  const missing = new Set(chosen.map(permissionFor).filter((permission) => !isAllowed(actor, permission)));
  if (names.length === 0 || unknown.length > 0)
    problems.push({ path: "events", message: `Choose some of: ${WEBHOOK_EVENTS.join(", ")}.`, code: "INVALID" });
  else if (missing.size > 0) {
    const message = `For these events you need ${[...missing].join(" and ")} yourself.`;
    problems.push({ path: "events", message, code: "INVALID" });
  }
  return chosen;
}
