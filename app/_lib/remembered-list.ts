import { safeReturnPath } from "./return-path";

/** Notes the list that this tab shows and the records on it, so that a record leads back to it, and on to its neighbours. */
export function rememberList(name: string, href: string, records: readonly string[]): void {
  try {
    sessionStorage.setItem(keyOf(name), href);
    sessionStorage.setItem(recordsKeyOf(name), records.join("\n"));
  } catch {
    // A browser that keeps nothing: the way back is then the plain list.
  }
}

/**
 * The list of this name that this tab showed last, else the first of `paths`. What is stored may have been tampered with,
 * so only these lists are returned to.
 */
export function rememberedList(name: string, paths: readonly [string, ...string[]]): string {
  try {
    const href = safeReturnPath(sessionStorage.getItem(keyOf(name)));
    return paths.includes(href.split("?", 1)[0] ?? "") ? href : paths[0];
  } catch {
    return paths[0];
  }
}

export interface Neighbours {
  previous?: string;
  next?: string;
}

/** The paths of the records before and after this one on the page of the list that this tab showed last. */
export function rememberedNeighbours(name: string, path: string): Neighbours {
  try {
    const stored = sessionStorage.getItem(recordsKeyOf(name))?.split("\n") ?? [];
    const records = stored.filter((record) => /^\/[a-z]+\/\d+$/.test(record));
    const place = records.indexOf(path);
    return place === -1 ? {} : { previous: records[place - 1], next: records[place + 1] };
  } catch {
    return {};
  }
}

const keyOf = (name: string) => `${name}-list`;
const recordsKeyOf = (name: string) => `${name}-records`;
