import { toastProblem } from "./toasts";

/**
 * Runs a server action from an event. Undefined when it did not come back (no connection, a role that was changed
 * meanwhile, an error of ours): whoever waits has then been told, and what they typed is still there.
 */
export async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    // A redirect (the session has ended) arrives as an error too, while the router is already on its way.
    if (!isRedirect(error)) {
      toastProblem(
        "This did not come through. Check your connection, reload the page to see how things stand, and try again.",
      );
    }
    return undefined;
  }
}

function isRedirect(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_REDIRECT");
}
