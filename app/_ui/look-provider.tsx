"use client";

import { MantineProvider } from "@mantine/core";
import { type ReactNode, useEffect, useInsertionEffect } from "react";
import { putEarlyInputBack, replayEarlyInput } from "./early-input";
import { cssVariables, theme } from "./theme";
import { Toasts } from "./toasts";

/** Theme, colour scheme and the place where toasts appear. Wraps every page once. */
export function LookProvider({ children }: { children: ReactNode }) {
  // The one runs before any field is handed to its form, the other, as the outermost part's effect, when all are.
  useInsertionEffect(putEarlyInputBack, []);
  useEffect(replayEarlyInput, []);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      {children}
      <Toasts />
    </MantineProvider>
  );
}
