"use client";

import { Button, Group, Popover, TextInput } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import { IconLink } from "@tabler/icons-react";
import { type Editor, useEditorState } from "@tiptap/react";
import { useState } from "react";

/** Makes a link of what is selected. Mantine's own control has a button without a name in it. */
export function EditorLink({ editor }: { editor: Editor | null }) {
  const [isOpen, setIsOpen] = useState(false);
  const [address, setAddress] = useState("");
  const isLink = useEditorState({ editor, selector: (state) => state.editor?.isActive("link") ?? false });
  const open = () => {
    setAddress(String(editor?.getAttributes("link").href ?? ""));
    setIsOpen(true);
  };
  const apply = (href: string) => {
    setIsOpen(false);
    const chain = editor?.chain().focus().extendMarkRange("link");
    if (!href) chain?.unsetLink().run();
    else if (editor?.state.selection.empty && !isLink) {
      chain
        ?.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href: withScheme(href) } }] })
        .run();
    } else chain?.setLink({ href: withScheme(href) }).run();
  };
  return (
    <Popover opened={isOpen} onChange={setIsOpen} trapFocus returnFocus position="bottom-start" shadow="md" width={300}>
      <Popover.Target>
        <RichTextEditor.Control aria-label="Link" title="Link" active={isLink ?? false} onClick={open}>
          <IconLink size={16} aria-hidden />
        </RichTextEditor.Control>
      </Popover.Target>
      <Popover.Dropdown aria-label="Link">
        <TextInput
          label="Link address"
          type="url"
          placeholder="https://"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            // It stands in a form, which must not be sent by it.
            event.preventDefault();
            apply(address.trim());
          }}
        />
        <Group gap="xs" mt="xs">
          <Button size="compact-sm" onClick={() => apply(address.trim())}>
            Set link
          </Button>
          {isLink && (
            <Button size="compact-sm" variant="default" onClick={() => apply("")}>
              Remove link
            </Button>
          )}
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}

/** `example.com` and `ann@example.com` are what people type. */
function withScheme(address: string): string {
  if (/^(https?:|mailto:|tel:)/i.test(address)) return address;
  return /^[^\s/@]+@[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}
