import { useEffect, useState } from "react";

/** Runs something, such as moving the focus, once what is being set now has been drawn. An animation frame may come before that. */
export function useAfterRender(): (run: () => void) => void {
  const [waiting, setWaiting] = useState<() => void>();
  useEffect(() => waiting?.(), [waiting]);
  // A new function each time, so that the same wish twice is met twice.
  return (run) => setWaiting(() => () => run());
}
