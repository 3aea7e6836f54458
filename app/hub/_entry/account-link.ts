import { STRANGERS } from "@/app/_lib/hub-session";
import { run } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";

const ACCOUNT_LINK = graphql(`
  query AccountLink($token: String!) {
    accountLink(token: $token) {
      state
      purpose
      email
      asksForPassword
      needsPassword
    }
  }
`);

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The link that the page's address carries, looked at without using it: scanners of mail follow every link. */
export async function followedLink(searchParams: SearchParams) {
  const { token } = await searchParams;
  const secret = typeof token === "string" ? token : "";
  const { accountLink } = await run(ACCOUNT_LINK, { token: secret }, STRANGERS);
  return { ...accountLink, token: secret };
}
