import { Progress, ProgressRoot, ProgressSection, Text, VisuallyHidden } from "@mantine/core";

interface LiveProgressProps {
  /** What is going on, for example "Importing". */
  label: string;
  done: number;
  /** Unknown before the work has been measured: the bar then only moves. */
  total: number | null;
  /** How the two are written; as numbers when not given. */
  inWords?: (amount: number) => string;
}

/** How far something is: a bar and numbers for the eye, and every tenth in words for a screen reader, which each single step would flood. */
export function LiveProgress({ label, done, total, inWords = count }: LiveProgressProps) {
  const percent = total ? Math.min(100, Math.floor((done / total) * 100)) : undefined;
  return (
    <div>
      {percent === undefined ? (
        <Progress value={100} animated striped size="lg" aria-label={label} aria-hidden />
      ) : (
        <ProgressRoot size="lg">
          <ProgressSection value={percent} aria-label={label} />
        </ProgressRoot>
      )}
      <Text mt={6} aria-hidden>
        {label}
        {total ? `: ${inWords(done)} of ${inWords(total)}` : "…"}
      </Text>
      <VisuallyHidden role="status">
        {label}
        {percent === undefined ? "…" : `, ${Math.floor(percent / 10) * 10} per cent`}
      </VisuallyHidden>
    </div>
  );
}

const count = (number: number) => number.toLocaleString("en-GB");
