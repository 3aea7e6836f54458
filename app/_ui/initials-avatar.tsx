import { Avatar } from "@mantine/core";

const TONES = ["lagoon", "grape", "orange", "blue", "green", "yellow", "red"];

/** Round initials in a colour that stays the same for a name. Decoration: the name itself always stands beside it. */
export function InitialsAvatar({ name, initials, size = 28 }: { name: string; initials?: string; size?: number }) {
  return (
    <Avatar size={size} radius="xl" variant="light" color={toneOf(name)} aria-hidden>
      {initials ?? initialsOf(name)}
    </Avatar>
  );
}

/** At most two letters, of the first and the last word; a bare phone number shows `#`. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^[^\d+()]/.test(word));
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0] ?? "#"];
  // Array.from takes whole code points: half a surrogate pair would show as a broken box.
  return picked
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

function toneOf(name: string): string {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return TONES[sum % TONES.length] ?? "lagoon";
}
