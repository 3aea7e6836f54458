import { comingPage } from "@/app/_ui/coming-page";

/** Next calls this whenever its router sets out for another address. */
export function onRouterTransitionStart(href: string): void {
  const { origin, pathname } = window.location;
  const target = new URL(href, origin).pathname;
  // Another view of the same page shows for itself that it is on its way.
  comingPage.set(target === pathname ? undefined : target);
}
