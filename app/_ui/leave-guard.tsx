"use client";

import { Button, Group, Modal, Text } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { allowLeaving, askBeforeLeaving, isLeavingAllowed } from "./leaving";

/** What the Navigation API tells of a step through the history; TypeScript does not know it yet. */
interface TraverseEvent extends Event {
  navigationType: string;
  destination: { key: string };
}
interface NavigationApi extends EventTarget {
  traverseTo(key: string): void;
}

/** Asks before a link, a key, the palette, the Back button or closing the tab loses what was typed. */
export function LeaveGuard({ isOn }: { isOn: boolean }) {
  const router = useRouter();
  const [leave, setLeave] = useState<() => void>();

  useEffect(() => {
    if (!isOn) return;
    const ask = (go: () => void) =>
      setLeave(() => () => {
        allowLeaving();
        go();
      });
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeavingAllowed()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const href = internalLink(event);
      if (!href || isLeavingAllowed()) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => router.push(href));
    };
    const onNavigate = (event: Event) => {
      // The cast: see TraverseEvent.
      const { navigationType, destination } = event as TraverseEvent;
      if (navigationType !== "traverse" || !event.cancelable || isLeavingAllowed()) return;
      // Another part of the page asks already.
      if (event.defaultPrevented) return;
      event.preventDefault();
      ask(() => navigationApi()?.traverseTo(destination.key));
    };
    const stopAsking = askBeforeLeaving(ask);
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    navigationApi()?.addEventListener("navigate", onNavigate);
    return () => {
      stopAsking();
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
      navigationApi()?.removeEventListener("navigate", onNavigate);
    };
  }, [isOn, router]);

  return (
    <Modal opened={leave !== undefined} onClose={() => setLeave(undefined)} title="Leave without saving?">
      <Text>What you typed on this page has not been saved.</Text>
      <Group justify="flex-end" mt="lg">
        <Button
          variant="default"
          onClick={() => {
            leave?.();
            setLeave(undefined);
          }}
        >
          Leave
        </Button>
        <Button data-autofocus onClick={() => setLeave(undefined)}>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}

function navigationApi(): NavigationApi | undefined {
  return "navigation" in window ? (window.navigation as NavigationApi) : undefined;
}

/** Where a click would lead within this site and this tab. */
function internalLink(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return undefined;
  const url = new URL(link.href);
  if (url.origin !== window.location.origin) return undefined;
  // A link within the page, such as "Skip to content", leaves nothing.
  const isHere = url.pathname === window.location.pathname && url.search === window.location.search;
  return isHere ? undefined : url.pathname + url.search + url.hash;
}
