"use client";

import "@mantine/tiptap/styles.layer.css";
import { Input } from "@mantine/core";
import { RichTextEditor } from "@mantine/tiptap";
import Link from "@tiptap/extension-link";
import { type Editor, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { type RefObject, useEffect, useImperativeHandle, useRef } from "react";
import { EditorLink } from "./editor-link";
import classes from "./rich-editor.module.css";

/** What the form around a rich-text field can do with it. */
export interface RichEditorHandle {
  focus(): void;
  /** Says so to `onChange`, as if it had been typed. */
  write(html: string): void;
  clear(): void;
  setEditable(isEditable: boolean): void;
}

export interface RichEditorProps {
  id: string;
  label: string;
  error?: string;
  handle: RefObject<RichEditorHandle | null>;
  /** Called once, when there is something to write in. */
  onReady?: () => void;
  /** The HTML, empty when nothing is written. */
  onChange: (html: string) => void;
  /** Ctrl or Cmd with Enter. */
  onSubmit: () => void;
  /** Files that were pasted into it; true when they were taken. */
  onFiles?: (files: File[]) => boolean;
}

/** The state of the field. It keeps its text whatever is drawn anew around it. */
function useRichEditor({ id, label, error, ...on }: Omit<RichEditorProps, "handle">): Editor | null {
  // The editor is made once; what it calls is whatever was drawn last.
  const latest = useRef(on);
  latest.current = on;
  return useEditor({
    extensions: [
      StarterKit.configure({ link: false }),
      // The server allows the same and no others.
      Link.configure({ openOnClick: false, protocols: ["http", "https", "mailto", "tel"], defaultProtocol: "https" }),
    ],
    // The server draws none: what a browser makes of it differs.
    immediatelyRender: false,
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.isEmpty ? "" : changed.getHTML()),
    // Given at each drawing: what another one set would be forgotten at the next.
    editorProps: {
      attributes: attributesOf(id, label, error),
      handleDOMEvents: {
        keydown: (view, event) => {
          // Out of the field, to where single keys are shortcuts.
          if (event.key === "Escape" && !event.isComposing) {
            view.dom.blur();
            return true;
          }
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            latest.current.onSubmit();
            return true;
          }
          // Tab leaves the field, also from a list: whoever has only a keyboard must not be caught in it.
          return event.key === "Tab";
        },
      },
      handlePaste: (_view, event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        // Text that was copied from a page or a table comes with a picture of itself.
        const isText = event.clipboardData?.types.includes("text/plain") ?? false;
        return files.length > 0 && !isText && (latest.current.onFiles?.(files) ?? false);
      },
    },
  });
}

function attributesOf(id: string, label: string, error: string | undefined): Record<string, string> {
  return {
    id,
    role: "textbox",
    dir: "auto",
    "aria-multiline": "true",
    "aria-label": label,
    "aria-keyshortcuts": "Control+Enter Meta+Enter",
    ...(error ? { "aria-invalid": "true", "aria-describedby": `${id}-error` } : {}),
  };
}

/** A field for text with emphasis, lists, quotes, code and links, and the buttons for them. See RichTextField. */
export function RichEditor({ handle, ...props }: RichEditorProps) {
  const { id, label, error, onReady } = props;
  const editor = useRichEditor(props);
  useImperativeHandle(
    handle,
    () => ({
      focus: () => editor?.commands.focus(),
      write: (html) => editor?.commands.setContent(html, { emitUpdate: true }),
      clear: () => editor?.commands.clearContent(),
      setEditable: (isEditable) => editor?.setEditable(isEditable, false),
    }),
    [editor],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the editor is there.
  useEffect(() => {
    if (editor) onReady?.();
  }, [editor]);
  return (
    <Input.Wrapper label={label} labelElement="div" error={error} errorProps={{ id: `${id}-error` }}>
      <RichTextEditor editor={editor} className={classes.editor} data-error={error ? true : undefined} labels={LABELS}>
        <RichTextEditor.Toolbar role="toolbar" aria-label={`Format: ${label.toLowerCase()}`} aria-controls={id}>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Strikethrough />
            <RichTextEditor.Code />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.BulletList />
            <RichTextEditor.OrderedList />
            <RichTextEditor.Blockquote />
            <RichTextEditor.CodeBlock />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            <EditorLink editor={editor} />
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content className={classes.content} />
      </RichTextEditor>
    </Input.Wrapper>
  );
}

const LABELS = { bulletListControlLabel: "Bullet list", orderedListControlLabel: "Numbered list" };
