"use client";

import { ActionIcon, Tooltip } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { Neighbours } from "@/app/_lib/remembered-list";
import { leave } from "./leaving";
import { usePageKeys } from "./page-keys";

interface NeighbourLinksProps extends Neighbours {
  /** What they lead to: "ticket". */
  noun: string;
}

/** To the records before and after this one, in the order of the list that led here; also by the keys that walk the list. */
export function NeighbourLinks({ noun, previous, next }: NeighbourLinksProps) {
  const router = useRouter();
  const keyTo = (keys: string, label: string, href: string | undefined) =>
    href ? [{ keys, label, run: () => leave(() => router.push(href)) }] : [];
  usePageKeys([...keyTo("j", `Next ${noun}`, next), ...keyTo("k", `Previous ${noun}`, previous)]);
  if (!previous && !next) return null;
  return (
    <ActionIcon.Group>
      <Step label={`Previous ${noun}`} keys="K" href={previous}>
        <IconChevronUp size={16} aria-hidden />
      </Step>
      <Step label={`Next ${noun}`} keys="J" href={next}>
        <IconChevronDown size={16} aria-hidden />
      </Step>
    </ActionIcon.Group>
  );
}

interface StepProps {
  label: string;
  keys: string;
  /** Undefined at the end of the page: it then stays where it is, so that the keyboard's place is not lost. */
  href?: string;
  children: ReactNode;
}

function Step({ label, keys, href, children }: StepProps) {
  const look = { variant: "default", size: 28, "aria-label": label, "aria-keyshortcuts": keys } as const;
  if (!href) {
    return (
      <ActionIcon {...look} component="a" role="link" aria-disabled data-disabled tabIndex={0}>
        {children}
      </ActionIcon>
    );
  }
  return (
    <Tooltip label={`${label} (${keys})`} openDelay={500}>
      <ActionIcon {...look} component={Link} href={href} prefetch={false}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}
