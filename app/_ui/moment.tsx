"use client";

import { useEffect, useState } from "react";

const exact = (zone?: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
const dayOnly = (zone?: string) => new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: zone });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

interface MomentProps {
  /** ISO 8601. */
  at: string;
  /** "5 minutes ago"; the exact time shows on hover. */
  ago?: boolean;
  /** The date without the time, which shows on hover. */
  day?: boolean;
}

/** A point in time: the server writes it in UTC, the browser turns it into the reader's own zone. */
export function Moment({ at, ago = false, day = false }: MomentProps) {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  const date = new Date(at);
  const zone = isInBrowser ? undefined : "UTC";
  const full = exact(zone).format(date) + (isInBrowser ? "" : " UTC");
  const shown = ago ? sinceWords(date) : day ? dayOnly(zone).format(date) : full;
  const title = ago || day ? full : `${exact("UTC").format(date)} UTC`;
  return (
    // A minute may pass between the server's words and the browser's: no reason to draw the page anew.
    <time dateTime={at} title={title} suppressHydrationWarning>
      {shown}
    </time>
  );
}

function sinceWords(date: Date): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : "just now";
}
