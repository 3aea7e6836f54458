import type { ReactNode } from "react";

/** For what destroys something. Mantine's "red" is the same shade in both schemes, too dark on a dark menu. */
export const DANGER = "var(--mantine-color-error)";

/** A page that the menus and the command palette lead to. */
export interface MenuPage {
  href: string;
  label: string;
  icon?: ReactNode;
  /** How many wait there, shown up to 99. */
  count?: number;
  /** Further words under which the palette finds it. */
  words?: string;
}

/** One entry of the top menu: a page of its own, or a heading over several. */
export interface MenuSection extends MenuPage {
  pages?: MenuPage[];
}

/** A key or a sequence such as `g c` that leads to a page. */
export interface PageShortcut {
  keys: string;
  label: string;
  href: string;
}

/** `page` while the path is exactly this page, `section` while it is beneath it. */
export function currentness(path: string, href: string): "page" | "section" | undefined {
  if (path === href) return "page";
  return path.startsWith(`${href}/`) ? "section" : undefined;
}

/** Of a section's pages the one with the longest matching address is current: `/customers/import` is not the list. */
export function currentPage(path: string, pages: MenuPage[]): MenuPage | undefined {
  return pages.filter((page) => currentness(path, page.href)).sort((a, b) => b.href.length - a.href.length)[0];
}
