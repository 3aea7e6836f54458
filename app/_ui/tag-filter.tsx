"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";

interface TagFilterProps {
  tag: string | undefined;
  onChange: (tag: string | undefined) => void;
}

/** A tag to filter by, in force with Enter or on leaving the field. Give it the tag as key, so that a chip's removal empties it. */
export function TagFilter({ tag, onChange }: TagFilterProps) {
  const [text, setText] = useState(tag ?? "");
  const commit = () => {
    if (text.trim() !== (tag ?? "")) onChange(text.trim() || undefined);
  };
  return (
    <TextInput
      label="Tag"
      placeholder="Any"
      maxLength={60}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}
