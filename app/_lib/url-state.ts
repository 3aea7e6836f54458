// What a list shows stands in its address, so that a link, a reload or the Back button shows the same. Nonsense in an
// address counts as nothing said: it comes from the address bar.

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** What every list has: words searched for, how long a page is, and which page of the list it is. */
export interface ListPage {
  search: string;
  size: PageSize;
  after?: string;
  before?: string;
}

export interface ListSort<Key extends string = string> {
  key: Key;
  direction: "ASC" | "DESC";
}

/** The address of a page as Next gives it. */
export async function addressOf(params: SearchParams): Promise<URLSearchParams> {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(await params))
    for (const one of [value ?? []].flat()) address.append(name, one);
  return address;
}

export function readListPage(address: URLSearchParams): ListPage {
  return {
    search: (address.get("q") ?? "").slice(0, 200),
    size: PAGE_SIZES.find((size) => String(size) === address.get("size")) ?? 25,
    after: address.get("after") ?? undefined,
    before: address.get("before") ?? undefined,
  };
}

export const idIn = (text: string | null) => (text && /^[1-9]\d{0,9}$/.test(text) ? text : undefined);
export const yesNoIn = (text: string | null) => (text === "yes" ? true : text === "no" ? false : undefined);
export const yesNoText = (value: boolean | undefined) => (value === undefined ? undefined : value ? "yes" : "no");

/** A moment as ISO 8601. */
export function momentIn(text: string | null): string | undefined {
  const time = text ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** `-createdAt` is the newest first. A key that is not among `keys` is no order. */
export function sortIn<Key extends string>(
  text: string | null,
  keys: readonly Key[],
  usual: ListSort<Key>,
): ListSort<Key> {
  const key = keys.find((one) => one === text?.replace(/^-/, ""));
  return key ? { key, direction: text?.startsWith("-") ? "DESC" : "ASC" } : usual;
}

/** Undefined for the usual order: the plain list has a plain address. */
export function sortText({ key, direction }: ListSort, usual: ListSort): string | undefined {
  if (key === usual.key && direction === usual.direction) return undefined;
  return direction === "DESC" ? `-${key}` : key;
}

/** The address of a list: `says` in its order, between the words searched for and the place. What is empty is left out. */
export function listAddress(
  path: string,
  page: ListPage,
  says: readonly (readonly [name: string, value: string | undefined])[],
): string {
  const address = new URLSearchParams();
  const all = [
    ["q", page.search.trim()],
    ...says,
    ["size", page.size === 25 ? undefined : String(page.size)],
    ["after", page.after],
    ["before", page.before],
  ] as const;
  for (const [name, value] of all) if (value) address.append(name, value);
  const search = address.toString();
  return search ? `${path}?${search}` : path;
}

/** A state with changes. Every change but one of place begins at the first page. */
export function changed<S extends ListPage>(state: S, changes: Partial<S> = {}): S {
  return { ...state, after: undefined, before: undefined, ...changes };
}

/** What a query asks for to show this page. */
export function pageVariables({ search, size, after, before }: ListPage) {
  return { ...(before ? { last: size, before } : { first: size, after }), query: search.trim() || undefined };
}

export interface TotalCount {
  totalCount: number;
  totalCountIsExact: boolean;
}

/** "More than 10,000 customers", "1 ticket". */
export function totalInWords({ totalCount, totalCountIsExact }: TotalCount, one: string, many: string): string {
  const count = totalCount.toLocaleString("en-GB");
  if (!totalCountIsExact) return `More than ${count} ${many}`;
  return `${count} ${totalCount === 1 ? one : many}`;
}
