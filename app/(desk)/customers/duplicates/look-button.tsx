"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { lookThroughAll } from "./actions";

/** Has all customers compared, for those who were there before this was done by itself. */
export function LookButton() {
  const [isRunning, start] = useTransition();
  const look = () =>
    start(async () => {
      const isBegun = await attempt(lookThroughAll);
      if (isBegun) toastDone({ message: "All customers are being compared. What is found appears here." });
    });
  return (
    <Button variant="default" loading={isRunning} onClick={look}>
      Look through all customers
    </Button>
  );
}
