import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * Loaded into the web process before everything else: answers the bench's question for how long the event loop stood still.
 * The histogram counts the lateness of a timer of 2 ms; the longest is the longest stall since the last question.
 */
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();

process.on("message", (message) => {
  if (message !== "stall") return;
  process.send?.({ longestMs: delay.max / 1e6, p99Ms: delay.percentile(99) / 1e6 });
  delay.reset();
});
// Asking must not keep the process alive.
process.channel?.unref();
