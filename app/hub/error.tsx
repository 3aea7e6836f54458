"use client";

import { ErrorNotice, type ErrorPageProps } from "@/app/_ui/error-notice";
import { ButtonLink } from "@/app/_ui/links";

export default function HubError(props: ErrorPageProps) {
  return (
    <main>
      <ErrorNotice
        {...props}
        wayOut={
          <ButtonLink href="/hub/tickets" variant="default">
            Go to your requests
          </ButtonLink>
        }
      />
    </main>
  );
}
