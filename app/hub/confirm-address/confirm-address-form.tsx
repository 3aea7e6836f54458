"use client";

import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { ProblemAlert } from "../_entry/problem-alert";
import { confirmAddress } from "./actions";

export function ConfirmAddressForm({ token }: { token: string }) {
  const [problem, setProblem] = useState<string>();
  const [isSending, setIsSending] = useState(false);
  const confirm = async () => {
    setIsSending(true);
    const problems = await attempt(() => confirmAddress(token));
    // Whoever is signed in here stays so and lands on their requests.
    if (problems?.length === 0) return window.location.assign("/hub/sign-in?done=address");
    setIsSending(false);
    setProblem(problems?.[0]?.message);
  };
  return (
    <Stack gap="md">
      <ProblemAlert>{problem}</ProblemAlert>
      <Button size="md" fullWidth loading={isSending} onClick={confirm}>
        Confirm
      </Button>
    </Stack>
  );
}
