"use client";

import { AskForLink } from "@/app/hub/_entry/ask-for-link";
import { askForAgentLink } from "../actions";

export function ForgottenForm() {
  return (
    <AskForLink
      ask={askForAgentLink}
      said={(email) => (
        <>
          If {email} can sign in here, a mail with a link is on its way to it. The link is good for 24 hours. No mail?
          Ask your admin.
        </>
      )}
    />
  );
}
