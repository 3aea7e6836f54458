"use client";

import { Badge, Group, TagsInput, Text } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { changeCustomerTags } from "../note-actions";

interface CustomerTagsProps {
  customerId: string;
  tags: string[];
  canEdit: boolean;
}

/** The customer's tags. Each change is saved at once, and only the change: what a colleague tagged meanwhile stays. */
export function CustomerTags({ customerId, tags, canEdit }: CustomerTagsProps) {
  const [shown, setShown] = useState(tags);
  const [known, setKnown] = useState(tags);
  const [problem, setProblem] = useState<string>();
  // The page was read anew, for example after a colleague's change.
  if (known !== tags) {
    setKnown(tags);
    setShown(tags);
  }
  if (!canEdit) return <TagList tags={tags} />;

  const change = async (next: string[]) => {
    const before = shown;
    setShown(next);
    setProblem(undefined);
    const input = {
      customerId,
      add: next.filter((tag) => !before.includes(tag)),
      remove: before.filter((tag) => !next.includes(tag)),
    };
    const answer = await attempt(() => changeCustomerTags(input));
    const error = answer?.userErrors[0];
    if (answer && !error) return setShown(answer.tags);
    setShown(before);
    setProblem(error?.message);
  };
  return (
    <TagsInput
      label="Tags"
      placeholder={shown.length === 0 ? "Type one, then Enter" : undefined}
      value={shown}
      onChange={change}
      error={problem}
      acceptValueOnBlur
      maxTags={20}
    />
  );
}

function TagList({ tags }: { tags: string[] }) {
  if (tags.length === 0) return <Text c="dimmed">No tags.</Text>;
  return (
    <Group gap="xs">
      {tags.map((tag) => (
        <Badge
          key={tag}
          component={Link}
          href={`/customers?tag=${encodeURIComponent(tag)}`}
          prefetch={false}
          color="gray"
        >
          {tag}
        </Badge>
      ))}
    </Group>
  );
}
