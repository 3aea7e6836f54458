"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const Unapplied = createContext({ isUnapplied: false, setUnapplied: (_: boolean) => {} });

/** Ties the choices to the Import button: what was changed but not previewed must not be passed over in silence. */
export function UnappliedChoices({ children }: { children: ReactNode }) {
  const [isUnapplied, setUnapplied] = useState(false);
  return <Unapplied value={{ isUnapplied, setUnapplied }}>{children}</Unapplied>;
}

/** Whether there are choices that the preview does not show yet. */
export const useIsUnapplied = (): boolean => useContext(Unapplied).isUnapplied;

/** Tells that there are such choices, for as long as the form that has them is on the page. */
export function useTellUnapplied(isUnapplied: boolean): void {
  const { setUnapplied } = useContext(Unapplied);
  useEffect(() => {
    setUnapplied(isUnapplied);
    return () => setUnapplied(false);
  }, [isUnapplied, setUnapplied]);
}
