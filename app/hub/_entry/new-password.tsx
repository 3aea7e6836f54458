"use client";

import { PasswordInput } from "@mantine/core";
import type { UseFormRegisterReturn } from "react-hook-form";

interface NewPasswordProps {
  label: string;
  field: UseFormRegisterReturn;
  error?: string;
  autoFocus?: boolean;
}

/** A password that is being chosen. It can be shown, pasted, and be as long as one likes; the server says what is wrong with it. */
export function NewPassword({ label, field, error, autoFocus }: NewPasswordProps) {
  return (
    <PasswordInput
      label={label}
      description="At least 12 characters. Several words are easy to remember and hard to guess."
      size="md"
      autoComplete="new-password"
      autoFocus={autoFocus}
      error={error}
      {...field}
    />
  );
}

/** Password managers keep the password for this address. Nobody types here, and no screen reader stops here. */
export function AccountName({ email }: { email: string }) {
  return <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />;
}
