import type { ReactNode } from "react";

/** What a search brings: where it leads and how it is told apart. */
export interface Found {
  /** The heading that it stands under. */
  group: string;
  href: string;
  label: string;
  detail?: string;
  icon?: ReactNode;
  /** Deleted, and shown struck through. */
  isGone?: boolean;
}

/** Looks something up as one types; must stop when the signal fires. */
export type Find = (query: string, signal: AbortSignal) => Promise<Found[]>;
