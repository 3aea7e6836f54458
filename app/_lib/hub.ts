import { cache } from "react";
import { graphql } from "@/graphql/client";
import type { HubQuery } from "@/graphql/client/graphql";
import { helpdesk } from "./helpdesk";
import { HUB } from "./hub-session";
import { run } from "./query";

export type Hub = HubQuery["hub"];

const HUB_DOCUMENT = graphql(`
  query Hub {
    hub {
      deskName
      logoUrl
      isActivated
      hasRequestForm
      contact {
        name
        email
        phone
        hours
        link
      }
    }
  }
`);

/** The Hub as whoever asks may know it. Asked once per request, however many components want it. */
export const hub = cache(async (): Promise<Hub> => (await run(HUB_DOCUMENT, {}, HUB)).hub);

const HUB_VIEWER = graphql(`
  query HubViewer {
    viewer {
      id
      name
      email
    }
  }
`);

/** The customer who is signed in to the Hub; everyone else is sent to the sign-in page, or told that their access is off. */
export const hubViewer = cache(async () => (await run(HUB_VIEWER, {}, HUB)).viewer);

/** Where whoever asks stands, for the pages that must not redirect to themselves. */
export const hubStanding = cache(async (): Promise<"in" | "shut out" | "out"> => {
  const { errors } = await helpdesk().execute(HUB_VIEWER, {}, await HUB.caller());
  if (!errors?.length) return "in";
  return errors[0]?.extensions?.code === "HUB_ACCESS_DISABLED" ? "shut out" : "out";
});
