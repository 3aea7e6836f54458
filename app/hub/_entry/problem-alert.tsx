import { Alert } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** What is wrong with the form as a whole. The region is there before the text, so that screen readers tell it. */
export function ProblemAlert({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      {children && (
        <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} role="presentation">
          {children}
        </Alert>
      )}
    </div>
  );
}
