/** Where an agent lands after signing in when nothing better is known. */
export const HOME = "/customers";

// Any host will do: only a path that stays on it is ours.
const ANY_ORIGIN = "http://here.invalid";

/**
 * The page to return to after signing in: a path on this site, or the home page. The value comes from the address bar, so
 * it may try to lead elsewhere: `//evil.example`, `/\evil.example`, `/<tab>/evil.example` and `/.//evil.example` all
 * leave the site in a browser. The browser's own parser decides, and the result is looked at once more.
 */
export function safeReturnPath(value: string | null | undefined): string {
  if (!value?.startsWith("/") || !URL.canParse(value, ANY_ORIGIN)) return HOME;
  const url = new URL(value, ANY_ORIGIN);
  if (url.origin !== ANY_ORIGIN || url.pathname.startsWith("//")) return HOME;
  // Going back to the sign-in page or to an endpoint would strand them there.
  if (/^\/(sign-in|api)(\/|$)/.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
}

/** Address of the sign-in page that leads back to `path` afterwards. */
export function signInPath(path: string | null | undefined): string {
  const target = safeReturnPath(path);
  return target === HOME ? "/sign-in" : `/sign-in?callbackUrl=${encodeURIComponent(target)}`;
}

/** Where a customer lands after signing in to the Hub. */
export const HUB_HOME = "/hub/tickets";

/** The same for customers: one of their own pages, or their tickets. */
export function safeHubPath(value: string | null | undefined): string {
  const path = safeReturnPath(value);
  const isTheirs = path === "/hub/profile" || path.startsWith(`${HUB_HOME}/`) || path.startsWith(`${HUB_HOME}?`);
  return isTheirs ? path : HUB_HOME;
}

/** Address of the Hub's sign-in page that leads back to `path` afterwards. */
export function hubSignInPath(path: string | null | undefined): string {
  const target = safeHubPath(path);
  return target === HUB_HOME ? "/hub/sign-in" : `/hub/sign-in?callbackUrl=${encodeURIComponent(target)}`;
}
