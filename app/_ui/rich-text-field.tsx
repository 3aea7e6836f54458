"use client";

import { Input, Skeleton } from "@mantine/core";
import dynamic from "next/dynamic";
import type { RichEditorProps } from "./rich-editor";

/** As high as the empty field with its buttons: nothing moves when it comes. */
const HEIGHT = "10.5rem";

// The editor is half of what its pages load: they come to life without waiting for it.
const Editor = dynamic(() => import("./rich-editor").then((loaded) => loaded.RichEditor), {
  loading: () => (
    <Input.Wrapper label="Loading…" labelElement="div">
      <Skeleton h={HEIGHT} />
    </Input.Wrapper>
  ),
});

/** A field for rich text. */
export function RichTextField(props: RichEditorProps) {
  return <Editor {...props} />;
}
