import { UserError } from "@/server/errors";

/** What an INT column holds; MySQL fails on a larger number instead of finding nothing. */
const MAX_ID = 2_147_483_647;

/** Ids are whole numbers that leave as text. Anything else is an id that nobody has. */
export function idOf(text: string): number {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  return id <= MAX_ID ? id : 0;
}

/** The same for a ticket's number, which travels as one. */
export const numberOf = (number: number): number => (number > 0 && number <= MAX_ID ? number : 0);

/** Page sizes outside of the limits are refused, not silently cut. */
export function pageSize(first: number | null | undefined, usual: number, most: number): number {
  const size = first ?? usual;
  if (size < 1 || size > most) throw new UserError("first", `Ask for 1 to ${most} at a time.`);
  return size;
}
