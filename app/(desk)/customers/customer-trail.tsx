"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import { HOME } from "@/app/_lib/return-path";
import { PageHeader } from "@/app/_ui/page-header";
import { rememberedList } from "./_list/remembered-list";

interface CustomerPageHeaderProps {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The record that an edit form belongs to. */
  record?: { id: string; name: string };
}

const never = () => () => undefined;

/** The heading of a record's page. Its way back leads to the list as it was left, filters and all. */
export function CustomerPageHeader({ record, ...header }: CustomerPageHeaderProps) {
  const list = useSyncExternalStore(never, rememberedList, () => HOME);
  const trail = [{ href: list, label: list.startsWith("/customers/deleted") ? "Deleted customers" : "Customers" }];
  if (record) trail.push({ href: `/customers/${record.id}`, label: record.name });
  return <PageHeader {...header} trail={trail} />;
}
