import { HOME, safeReturnPath } from "@/app/_lib/return-path";

const KEY = "customer-list";

/** Notes the list that this tab shows, so that a record leads back to it with its filters. */
export function rememberList(href: string): void {
  try {
    sessionStorage.setItem(KEY, href);
  } catch {
    // A browser that keeps nothing: the way back is then the plain list.
  }
}

/** The list that this tab showed last. What is stored may have been tampered with, so only a customer list is returned to. */
export function rememberedList(): string {
  try {
    const path = safeReturnPath(sessionStorage.getItem(KEY));
    return /^\/customers(\/deleted)?(\?|$)/.test(path) ? path : HOME;
  } catch {
    return HOME;
  }
}
