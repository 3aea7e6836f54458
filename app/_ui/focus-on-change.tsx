"use client";

import { useEffect, useRef } from "react";

interface FocusOnChangeProps {
  /** When this changes while the page is open, the focus moves. */
  of: string;
  /** Id of the element to focus; it has tabIndex -1. */
  targetId: string;
}

/** Leads keyboard and screen reader to what has taken the place of the thing they were at. */
export function FocusOnChange({ of, targetId }: FocusOnChangeProps) {
  const seen = useRef(of);
  useEffect(() => {
    if (seen.current === of) return;
    seen.current = of;
    document.getElementById(targetId)?.focus();
  }, [of, targetId]);
  return null;
}
