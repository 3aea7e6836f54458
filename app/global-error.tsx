"use client";

import "@fontsource-variable/ibm-plex-sans/wght.css";
import "@mantine/core/styles.layer.css";
import "@/app/_ui/look.css";
import { Button, mantineHtmlProps } from "@mantine/core";
import { ErrorNotice, type ErrorPageProps } from "@/app/_ui/error-notice";
import { LookProvider } from "@/app/_ui/look-provider";

/** Stands in for the whole document when the root layout itself broke, so it brings its own styles. */
export default function GlobalError(props: ErrorPageProps) {
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <title>Something went wrong · Deskfolk</title>
      </head>
      <body>
        <LookProvider>
          <main>
            <ErrorNotice
              {...props}
              wayOut={
                <Button component="a" href="/" variant="default">
                  Go to the start page
                </Button>
              }
            />
          </main>
        </LookProvider>
      </body>
    </html>
  );
}
