import { useRef } from "react";

/** Runs something once at a time: a second click comes before React has disabled the button. */
export function useSingleRun(): (run: () => Promise<unknown>) => Promise<void> {
  const isRunning = useRef(false);
  return async (run) => {
    if (isRunning.current) return;
    isRunning.current = true;
    try {
      await run();
    } finally {
      isRunning.current = false;
    }
  };
}
