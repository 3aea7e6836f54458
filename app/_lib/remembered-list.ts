import { safeReturnPath } from "./return-path";

/** Notes the list that this tab shows, so that a record leads back to it with its filters. */
export function rememberList(name: string, href: string): void {
  try {
    sessionStorage.setItem(keyOf(name), href);
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

const keyOf = (name: string) => `${name}-list`;
