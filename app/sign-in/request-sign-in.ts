export type SignInOutcome = "signed-in" | "refused" | "too-often" | "unconfirmed" | "failed";

/**
 * Signs in at next-auth's own endpoints. Its browser package would do the same, with a session poller and a provider that
 * nothing here needs.
 * @param realm the agents' or the customers' route
 */
export async function requestSignIn(
  { email, password }: { email: string; password: string },
  realm: "/api/auth" | "/api/hub-auth" = "/api/auth",
): Promise<SignInOutcome> {
  try {
    const tokenResponse = await fetch(`${realm}/csrf`, { cache: "no-store" });
    const { csrfToken } = (await tokenResponse.json()) as { csrfToken: string };
    const response = await fetch(`${realm}/callback/credentials`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ email, password, csrfToken, json: "true" }),
    });
    if (response.ok) return "signed-in";
    const { url } = (await response.json()) as { url?: string };
    if (response.status !== 401 || !url) return "failed";
    // next-auth answers with the address of its error page; the cause is only in there.
    const cause = new URL(url, window.location.href).searchParams.get("error");
    if (cause === "RATE_LIMITED") return "too-often";
    if (cause === "UNCONFIRMED") return "unconfirmed";
    return cause === "CredentialsSignin" ? "refused" : "failed";
  } catch {
    return "failed";
  }
}
