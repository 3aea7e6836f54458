"use client";

import { ErrorNotice, type ErrorPageProps } from "@/app/_ui/error-notice";
import { ButtonLink } from "@/app/_ui/links";

export default function DeskError(props: ErrorPageProps) {
  return (
    <ErrorNotice
      {...props}
      wayOut={
        <ButtonLink href="/customers" variant="default">
          Go to customers
        </ButtonLink>
      }
    />
  );
}
