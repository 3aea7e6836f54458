"use client";

import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { NoticePage } from "./notice-page";

/** What Next hands to an error boundary. */
export interface ErrorPageProps {
  error: unknown;
  retry: () => void;
}

/** The page when something of ours broke. The digest of a server error is the request id in the log. */
export function ErrorNotice({ error, retry, wayOut }: ErrorPageProps & { wayOut: ReactNode }) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <NoticePage
      icon={<IconPlugConnectedX size={28} />}
      tone="red"
      title="Something went wrong here"
      reference={reference}
      actions={
        <>
          <Button onClick={() => retry()}>Try again</Button>
          {wayOut}
        </>
      }
    >
      It is not your doing, and it has been written to the log. Try again; if it keeps happening, tell the people who
      run this help desk.
    </NoticePage>
  );
}
