"use client";

import { Button, type ButtonProps } from "@mantine/core";
import type { ReactNode } from "react";

/** A button that downloads a file: a plain link, since the router must not try to show it as a page. */
export function DownloadLink({ href, children, ...look }: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component="a" href={href} download {...look}>
      {children}
    </Button>
  );
}
