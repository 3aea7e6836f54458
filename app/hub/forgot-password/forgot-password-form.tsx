"use client";

import { askForPassword } from "../_entry/actions";
import { AskForLink } from "../_entry/ask-for-link";

export function ForgotPasswordForm() {
  return (
    <AskForLink
      ask={askForPassword}
      said={(email) => (
        <>
          If {email} belongs to an account here, a mail with a link is on its way to it. The link is good for 24 hours.
        </>
      )}
    />
  );
}
