"use client";

import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";

// Server components cannot hand the Link function to a Mantine component's `component` property; these can be used there.

/** A link that looks like a button. */
export function ButtonLink({
  href,
  children,
  ...look
}: ButtonProps & { href: string; children: ReactNode; "aria-label"?: string }) {
  return (
    <Button component={Link} href={href} {...look}>
      {children}
    </Button>
  );
}

/** A link in running text or a table cell. Not fetched ahead: a list of a hundred people would ask for a hundred pages. */
export function TextLink({
  href,
  children,
  ...look
}: AnchorProps & { href: string; children: ReactNode; onClick?: () => void }) {
  return (
    <Anchor component={Link} href={href} prefetch={false} inherit {...look}>
      {children}
    </Anchor>
  );
}
