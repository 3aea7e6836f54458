/** For display only: what is stored or imported is never cut. */
export function shortened(text: string, length: number): string {
  // By code points, so that no emoji is cut in two.
  const points = text.length > length ? Array.from(text.slice(0, length * 2 + 2)) : [];
  return points.length > length ? `${points.slice(0, length - 1).join("")}…` : text;
}
