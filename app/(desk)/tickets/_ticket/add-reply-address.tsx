"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone, toastProblem } from "@/app/_ui/toasts";
import { addIdentifier } from "../../customers/identifier-actions";

interface AddReplyAddressProps {
  customerId: string;
  address: string;
}

/** Puts the address that came with a ticket on the customer's record. Only an agent does: a stranger may know a mobile number. */
export function AddReplyAddress({ customerId, address }: AddReplyAddressProps) {
  const [isSaving, start] = useTransition();
  const add = () =>
    start(async () => {
      const problems = await attempt(() => addIdentifier({ customerId, kind: "EMAIL", value: address }));
      if (problems?.length === 0) toastDone({ message: `${address} is one of the customer’s addresses now.` });
      else if (problems) toastProblem(problems.map(({ message }) => message).join(" "));
      // The button goes once the address is on the record.
      if (problems?.length === 0) document.getElementById("content")?.focus();
    });
  return (
    <Button size="compact-sm" variant="default" mt={4} loading={isSaving} onClick={add}>
      Add to customer
    </Button>
  );
}
