"use client";

import { useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import classes from "./ticket.module.css";

interface MailFrameProps {
  src: string;
  title: string;
  /** Told when it has loaded: whether there are pictures that it did not fetch. */
  onHasRemote: (hasRemote: boolean) => void;
}

/** Beyond this it scrolls by itself: nobody reads a mail of forty screens on the way to the next message. */
const MAX_HEIGHT = 30_000;

/** Smaller than this nobody reads it: the mail then scrolls sideways after all. */
const SMALLEST = 0.5;

/**
 * Makes what is laid out for a wide screen, as newsletters are, small enough for this one, and leaves the text around it as it is.
 * Nothing is moved by it in a mail that fits.
 */
function fitWidth(body: HTMLElement): void {
  const edge = body.getBoundingClientRect().right - Number.parseFloat(getComputedStyle(body).paddingRight);
  const shrink = (parent: Element) => {
    for (const part of parent.children) {
      if (!("style" in part)) continue;
      // The cast: what has a style is an HTML element here, as no other kind passes the server.
      const element = part as HTMLElement;
      element.style.zoom = "";
      const { left, right, width } = element.getBoundingClientRect();
      const room = edge - left;
      if (right > edge + 1 && room > 0) element.style.zoom = String(Math.max(room / width, SMALLEST));
      else if (element.scrollWidth > element.clientWidth) shrink(element);
    }
  };
  shrink(body);
}

/**
 * A mail in a frame of its own, as high as the mail: what its sender wrote can neither reach this page nor lie over it. Nothing in it runs;
 * being of the same origin, it can be measured.
 */
export function MailFrame({ src, title, onHasRemote }: MailFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number>();
  const look = useComputedColorScheme("light");
  const latestLook = useRef(look);
  latestLook.current = look;
  const observer = useRef<ResizeObserver>(undefined);

  const onLoad = useCallback(() => {
    const page = frame.current?.contentDocument;
    if (!page?.body) return;
    page.documentElement.dataset.look = latestLook.current;
    onHasRemote(page.querySelector("img[data-remote]:not([src])") !== null);
    const measure = () => {
      fitWidth(page.body);
      setHeight(Math.min(Math.ceil(page.body.getBoundingClientRect().height), MAX_HEIGHT));
    };
    measure();
    observer.current?.disconnect();
    observer.current = new ResizeObserver(measure);
    observer.current.observe(page.body);
  }, [onHasRemote]);

  useEffect(() => {
    // It may have loaded before this page came to life.
    if (frame.current?.contentDocument?.readyState === "complete") onLoad();
    return () => observer.current?.disconnect();
  }, [onLoad]);

  useEffect(() => {
    const page = frame.current?.contentDocument;
    if (page?.documentElement) page.documentElement.dataset.look = look;
  }, [look]);

  return (
    <iframe
      ref={frame}
      src={src}
      title={title}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      loading="lazy"
      className={classes.mailFrame}
      data-ready={height !== undefined || undefined}
      style={{ height: height ?? 96 }}
      onLoad={onLoad}
    />
  );
}
