"use client";

import { Button, Stack } from "@mantine/core";
import { DeadLink } from "../_entry/dead-link";
import { AccountName, NewPassword } from "../_entry/new-password";
import { useSetPassword } from "../_entry/use-set-password";

export function SetPasswordForm({ token, email }: { token: string; email: string }) {
  const { submit, field, error, isSubmitting, isLinkOver } = useSetPassword(token);
  if (isLinkOver) return <DeadLink />;
  return (
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        <AccountName email={email} />
        <NewPassword label="New password" field={field} error={error} autoFocus />
        <Button type="submit" size="md" fullWidth loading={isSubmitting}>
          Set the password
        </Button>
      </Stack>
    </form>
  );
}
