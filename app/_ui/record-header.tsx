"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useSyncExternalStore } from "react";
import { type Neighbours, rememberedList, rememberedNeighbours } from "@/app/_lib/remembered-list";
import { NeighbourLinks } from "./neighbour-links";
import { PageHeader } from "./page-header";

interface RecordHeaderProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** What one record is called, under which the tab remembers the list, and the lists that the name may stand for; the first is the plain one. */
  list: { name: string; lists: readonly [ListOfRecords, ...ListOfRecords[]] };
  /** The record that an edit form belongs to. */
  record?: { href: string; name: string };
}

interface ListOfRecords {
  path: string;
  label: string;
}

const never = () => () => undefined;

/** The heading of a record's page. Its way back leads to the list as it was left, filters and all, and on to its neighbours there. */
export function RecordHeader({ list: { name, lists }, record, ...header }: RecordHeaderProps) {
  const [plain, ...others] = lists;
  const read = () => rememberedList(name, [plain.path, ...others.map(({ path }) => path)]);
  const href = useSyncExternalStore(never, read, () => plain.path);
  const label = lists.find(({ path }) => path === href.split("?", 1)[0])?.label ?? plain.label;
  const trail = [{ href, label }];
  if (record) trail.push({ href: record.href, label: record.name });
  const neighbours = useNeighbours(name);
  return <PageHeader {...header} trail={trail} besideTrail={<NeighbourLinks noun={name} {...neighbours} />} />;
}

function useNeighbours(name: string): Neighbours {
  const path = usePathname();
  // Each by itself: an object would be another one at each look.
  const read = (side: keyof Neighbours) => () => rememberedNeighbours(name, path)[side];
  const unknown = () => undefined;
  return {
    previous: useSyncExternalStore(never, read("previous"), unknown),
    next: useSyncExternalStore(never, read("next"), unknown),
  };
}
