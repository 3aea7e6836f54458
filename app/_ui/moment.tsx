"use client";

import { useEffect, useState } from "react";

const exact = (zone?: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: zone });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** A point in time: the server writes it in UTC, the browser turns it into the reader's own zone. */
export function Moment({ at, ago = false }: { at: string; ago?: boolean }) {
  const [isInBrowser, setIsInBrowser] = useState(false);
  useEffect(() => setIsInBrowser(true), []);
  const date = new Date(at);
  const inUtc = `${exact("UTC").format(date)} UTC`;
  if (!isInBrowser) return <time dateTime={at}>{inUtc}</time>;
  const here = exact().format(date);
  return (
    <time dateTime={at} title={ago ? here : inUtc}>
      {ago ? sinceWords(date) : here}
    </time>
  );
}

function sinceWords(date: Date): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const step = STEPS.find(([, length]) => Math.abs(seconds) >= length);
  return step ? relative.format(Math.round(seconds / step[1]), step[0]) : "just now";
}
