"use client";

import { ErrorNotice, type ErrorPageProps } from "@/app/_ui/error-notice";
import { ButtonLink } from "@/app/_ui/links";

export default function RootError(props: ErrorPageProps) {
  return (
    <main>
      <ErrorNotice
        {...props}
        wayOut={
          <ButtonLink href="/" variant="default">
            Go to the start page
          </ButtonLink>
        }
      />
    </main>
  );
}
