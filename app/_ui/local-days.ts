// Days are the reader's own: whoever asks for the 23rd means the one on their wall, wherever the server stands.

/** The start of a day (`2026-11-23`) in the reader's zone, as ISO 8601. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** The start of the day that follows. */
export function dayAfter(day: string): string {
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + 1);
  return start.toISOString();
}

/** The day in the reader's zone in which a moment lies. */
export function dayOf(moment: string): string {
  const date = new Date(moment);
  const padded = (value: number) => String(value).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`;
}

/** The last day before a moment. */
export function dayBefore(moment: string): string {
  return dayOf(new Date(Date.parse(moment) - 1).toISOString());
}
