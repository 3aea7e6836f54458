import { TextLink } from "@/app/_ui/links";
import classes from "./mailbox.module.css";

/** Plain text whose http addresses can be followed: for a developer who tries what a customer would. */
export function LinkedText({ text }: { text: string }) {
  // Split with a group: every second part is an address. Nothing but http and https becomes a link.
  const parts = text.split(/(https?:\/\/[^\s<>"]+)/g);
  return (
    <pre className={classes.text}>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text never changes.
          <TextLink key={index} href={part} underline="always">
            {part}
          </TextLink>
        ) : (
          part
        ),
      )}
    </pre>
  );
}
