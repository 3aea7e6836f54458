"use client";

import { useRouter } from "next/navigation";
import { useCallback, useTransition } from "react";
import { Picker } from "@/app/_ui/picker";
import { findReporters } from "../../tickets/find-reporters";
import classes from "./merge.module.css";

/** The same function at each drawing: the field then has the focus once, when it appears. */
const focusOnArrival = (input: HTMLInputElement | null) => input?.focus();

/** Finds the other record; choosing it leads to both. */
export function PickOther({ customerId }: { customerId: string }) {
  const router = useRouter();
  const [, start] = useTransition();
  const findOthers = useCallback(
    async (words: string, signal: AbortSignal) =>
      (await findReporters(words, signal)).filter(({ id }) => id !== customerId),
    [customerId],
  );
  return (
    <div className={classes.picker}>
      <Picker
        label="The other record"
        placeholder="Search name, e-mail, mobile"
        value={null}
        onChange={(other) => {
          if (other) start(() => router.push(`/customers/merge?keep=${customerId}&merge=${other.id}`));
        }}
        find={findOthers}
        inputRef={focusOnArrival}
      />
    </div>
  );
}
