import { Badge } from "@mantine/core";

const MOST = 99;

/** How many wait behind an entry of the menu; nothing for none. */
export function MenuCount({ count = 0 }: { count?: number }) {
  if (count === 0) return null;
  return (
    <Badge component="span" size="sm" color="orange" ml="xs">
      {count > MOST ? `${MOST}+` : count}
    </Badge>
  );
}
