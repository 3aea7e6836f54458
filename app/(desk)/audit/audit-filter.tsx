"use client";

import { Button, Group, NativeSelect } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { DayFilter } from "@/app/_ui/day-filter";
import { dayAfter, dayBefore, dayOf, startOfDay } from "@/app/_ui/local-days";
import { type AuditState, auditHref } from "./audit-state";
import { AUDIT_WORDS } from "./audit-words";

/** Narrows the audit. Each choice shows at once and stands in the address. */
export function AuditFilter({ state }: { state: AuditState }) {
  const router = useRouter();
  const change = (changes: Partial<AuditState>) => router.push(auditHref({ ...state, ...changes }), { scroll: false });
  // The server does not know the reader's zone: the days come once the browser is there.
  const [isHere, setIsHere] = useState(false);
  useEffect(() => setIsHere(true), []);
  const isNarrowed = state.action ?? state.from ?? state.before ?? state.actorKind;
  return (
    <Group align="flex-end" gap="sm" component="search">
      <NativeSelect
        label="What"
        value={state.action ?? ""}
        onChange={(event) => change({ action: event.currentTarget.value || undefined })}
        data={[
          { value: "", label: "Everything" },
          ...Object.entries(AUDIT_WORDS).map(([value, label]) => ({
            value,
            label: label.charAt(0).toUpperCase() + label.slice(1),
          })),
        ]}
      />
      <DayFilter
        label="From"
        value={isHere && state.from ? dayOf(state.from) : undefined}
        onChange={(day) => change({ from: day && startOfDay(day) })}
      />
      <DayFilter
        label="Until"
        value={isHere && state.before ? dayBefore(state.before) : undefined}
        onChange={(day) => change({ before: day && dayAfter(day) })}
      />
      {isNarrowed && (
        <Button variant="subtle" onClick={() => router.push("/audit", { scroll: false })}>
          Show everything
        </Button>
      )}
    </Group>
  );
}
