import classes from "./logo.module.css";

interface DeskMarkProps {
  name: string;
  /** The desk's own logo. */
  logoUrl?: string | null;
  size?: number;
}

/** What stands before the desk's name: its logo, or the product's mark. Screen readers read the name once, with the logo or beside it. */
export function DeskMark({ name, logoUrl, size = 26 }: DeskMarkProps) {
  if (!logoUrl) return <LogoMark size={size} />;
  return (
    // biome-ignore lint/performance/noImgElement: one small file that is kept for ever; an optimiser would only ask for it again
    <img src={logoUrl} alt={name} className={classes.logo} style={{ height: size }} />
  );
}

/** Two speech bubbles that share a corner: the one who asks and the one who answers. */
export function LogoMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        d="M6 4h14a4 4 0 0 1 4 4v7a4 4 0 0 1-4 4h-7.2L8 23.4a.6.6 0 0 1-1-.44V19H6a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4Z"
        fill="var(--mantine-color-lagoon-filled, #01727c)"
      />
      <path
        d="M26.5 12.2A4 4 0 0 1 30 16.2v5.3a4 4 0 0 1-4 4h-.6v3a.6.6 0 0 1-1.02.43L21 25.5h-5a4 4 0 0 1-3.9-3.1l1.6-1.5H20a6.5 6.5 0 0 0 6.5-6.5Z"
        fill="#f2a93b"
      />
      <circle cx="8.6" cy="11.5" r="1.5" fill="#fff" />
      <circle cx="13" cy="11.5" r="1.5" fill="#fff" />
      <circle cx="17.4" cy="11.5" r="1.5" fill="#fff" />
    </svg>
  );
}
