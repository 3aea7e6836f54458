import type { CustomerRow } from "./customer-row";
import { firstCodePoints, sortKey } from "./identity/fold";

/** `address`: e-mail without dots and +tag. `local`: the same before the @. `name`: name and organisation. */
export type DuplicateKeyKind = "address" | "local" | "name";

const MAX_KEY = 191;

type Alike = Pick<CustomerRow, "firstName" | "lastName" | "organisationId">;

/**
 * What another record of the same person would have alike (PRODUCT D2), by all the addresses that they are known by. Mobiles cannot
 * be: the database keeps them unique.
 */
export function duplicateKeysOf(
  customer: Alike,
  emailKeys: readonly string[],
): { kind: DuplicateKeyKind; key: string }[] {
  const keys: { kind: DuplicateKeyKind; key: string }[] = [];
  const add = (kind: DuplicateKeyKind, whole: string) => {
    const key = firstCodePoints(whole, MAX_KEY);
    if (!keys.some((known) => known.kind === kind && known.key === key)) keys.push({ kind, key });
  };
  for (const emailKey of emailKeys) {
    const [local, domain] = plainAddress(emailKey);
    if (!local || !domain) continue;
    add("address", `${local}@${domain}`);
    add("local", local);
  }
  // A first or a last name alone, or a name without an organisation, is shared by too many.
  if (customer.firstName.trim() && customer.lastName.trim() && customer.organisationId !== null) {
    add("name", `${customer.organisationId} ${sortKey(`${customer.firstName} ${customer.lastName}`)}`);
  }
  return keys;
}

function plainAddress(key: string): [string, string] | [] {
  const at = key.lastIndexOf("@");
  if (at < 1) return [];
  const [name = ""] = key.slice(0, at).split("+");
  const local = name.replaceAll(".", "");
  return local ? [local, key.slice(at + 1)] : [];
}

/** Whether two addresses, equal before the @ but for dots and +tag, differ by one slip of the finger after it. */
export function isDomainTypo(one: string, other: string): boolean {
  const [localA, a] = plainAddress(one);
  const [localB, b] = plainAddress(other);
  return a !== undefined && b !== undefined && localA === localB && a !== b && isOneSlip(a, b);
}

/** One letter more, less or another, or two neighbours swapped. */
function isOneSlip(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  const rest = (text: string, from: number) => text.slice(from);
  if (short.length < long.length) return rest(short, start) === rest(long, start + 1);
  if (rest(short, start + 1) === rest(long, start + 1)) return true;
  return (
    short[start] === long[start + 1] &&
    short[start + 1] === long[start] &&
    rest(short, start + 2) === rest(long, start + 2)
  );
}
