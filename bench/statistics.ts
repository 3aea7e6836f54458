/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value that this part (0 to 1) of them does not exceed. */
export function percentile(values: Float64Array | readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

/** The median of each figure over the rounds; one that a round lacks is left out. */
export function medians<K extends string>(rounds: readonly Partial<Record<K, number>>[]): Partial<Record<K, number>> {
  const [first] = rounds;
  if (!first) return {};
  const keys = Object.keys(first) as K[];
  const entries = keys.flatMap((key) => {
    const values = rounds.map((round) => round[key]).filter((value) => value !== undefined);
    return values.length === rounds.length ? [[key, rounded(median(values))] as const] : [];
  });
  return Object.fromEntries(entries) as Partial<Record<K, number>>;
}

/** Three digits are more than a measurement means. */
export const rounded = (value: number): number => Number(value.toPrecision(value >= 1000 ? 4 : 3));
