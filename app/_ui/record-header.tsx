"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { rememberedList } from "@/app/_lib/remembered-list";
import { PageHeader } from "./page-header";

interface RecordHeaderProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Under which name the tab remembers the list, and the lists that the name may stand for; the first is the plain one. */
  list: { name: string; lists: readonly [ListOfRecords, ...ListOfRecords[]] };
  /** The record that an edit form belongs to. */
  record?: { href: string; name: string };
}

interface ListOfRecords {
  path: string;
  label: string;
}

const never = () => () => undefined;

/** The heading of a record's page. Its way back leads to the list as it was left, filters and all. */
export function RecordHeader({ list: { name, lists }, record, ...header }: RecordHeaderProps) {
  const [plain, ...others] = lists;
  const read = () => rememberedList(name, [plain.path, ...others.map(({ path }) => path)]);
  const href = useSyncExternalStore(never, read, () => plain.path);
  const label = lists.find(({ path }) => path === href.split("?", 1)[0])?.label ?? plain.label;
  const trail = [{ href, label }];
  if (record) trail.push({ href: record.href, label: record.name });
  return <PageHeader {...header} trail={trail} />;
}
