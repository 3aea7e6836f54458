"use client";

import { Button, Group, Modal, Text, Textarea } from "@mantine/core";
import { useRef, useState } from "react";
import { attempt } from "@/app/_ui/attempt";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { Moment } from "@/app/_ui/moment";
import { toastDone } from "@/app/_ui/toasts";
import { useAfterRender } from "@/app/_ui/use-after-render";
import { useOlder } from "@/app/_ui/use-older";
import type { AccountNotesFragment } from "@/graphql/client/graphql";
import { addCustomerNote, deleteCustomerNote, olderNotes, updateCustomerNote } from "../note-actions";
import classes from "./notes.module.css";

type Note = AccountNotesFragment["nodes"][number];

interface CustomerNotesProps {
  customerId: string;
  notes: AccountNotesFragment;
  canEdit: boolean;
}

/** What agents wrote down about the customer, newest first. Its author changes or removes a note; others add their own. */
export function CustomerNotes({ customerId, notes, canEdit }: CustomerNotesProps) {
  const { hasNextPage, endCursor } = notes.pageInfo;
  const { items, hasMore, isLoading, showOlder } = useOlder(hasNextPage ? endCursor : null, (cursor) =>
    olderNotes(customerId, cursor),
  );
  const all = [...notes.nodes, ...items];
  return (
    <>
      {canEdit && (
        <NoteForm
          label="New note"
          save="Add note"
          onSave={(body) => addCustomerNote({ customerId, body })}
          done="Note added."
        />
      )}
      {all.length === 0 && !canEdit && <Text c="dimmed">No notes.</Text>}
      <ul className={classes.notes} aria-label="Notes">
        {all.map((note) => (
          <NoteItem key={note.id} note={note} canEdit={canEdit && note.isOwn} />
        ))}
      </ul>
      {hasMore && (
        <Button variant="default" size="xs" mt="sm" loading={isLoading} onClick={showOlder}>
          Show older notes
        </Button>
      )}
    </>
  );
}

function NoteItem({ note, canEdit }: { note: Note; canEdit: boolean }) {
  const [isEditing, setIsEditing] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const afterRender = useAfterRender();
  const stop = () => {
    setIsEditing(false);
    afterRender(() => {
      // Not from whoever is somewhere else by the time that it is saved.
      if (document.activeElement === document.body) edit.current?.focus();
    });
  };
  const remove = async () => {
    setIsAsking(false);
    const problem = await attempt(() => deleteCustomerNote(note.id));
    if (problem) toastDone({ message: "Note removed." });
  };
  return (
    <li className={classes.note} tabIndex={-1} data-older={note.id}>
      <p className={classes.head}>
        <strong>
          <bdi>{note.authorName || "Somebody"}</bdi>
        </strong>
        <span className={classes.when}>
          <Moment at={note.createdAt} ago />
          {note.updatedAt !== note.createdAt && ", changed"}
        </span>
      </p>
      {isEditing ? (
        <NoteForm
          label="Change the note"
          save="Save note"
          initially={note.body}
          onSave={(body) => updateCustomerNote({ id: note.id, body })}
          onClose={stop}
          done="Note saved."
        />
      ) : (
        <p className={classes.body} dir="auto">
          {note.body}
        </p>
      )}
      {canEdit && !isEditing && (
        <Group gap="xs">
          <Button ref={edit} size="compact-xs" variant="default" onClick={() => setIsEditing(true)}>
            Edit
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setIsAsking(true)}>
            Remove
          </Button>
        </Group>
      )}
      <Modal opened={isAsking} onClose={() => setIsAsking(false)} title="Remove this note?">
        <Text>It is gone for everybody. The timeline keeps that there was one.</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={() => setIsAsking(false)}>
            Keep it
          </Button>
          <Button color="red" onClick={remove}>
            Remove note
          </Button>
        </Group>
      </Modal>
    </li>
  );
}

interface NoteFormProps {
  label: string;
  save: string;
  initially?: string;
  done: string;
  onSave: (body: string) => Promise<{ message: string }[]>;
  /** For a form that can be left again. */
  onClose?: () => void;
}

function NoteForm({ label, save, initially = "", done, onSave, onClose }: NoteFormProps) {
  const [body, setBody] = useState(initially);
  const [problem, setProblem] = useState<string>();
  const [isSaving, setIsSaving] = useState(false);
  const isOnItsWay = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async () => {
    // A second click before React has disabled the button.
    if (isOnItsWay.current) return;
    isOnItsWay.current = true;
    setIsSaving(true);
    setProblem(undefined);
    const problems = await attempt(() => onSave(body));
    isOnItsWay.current = false;
    setIsSaving(false);
    if (!problems) return;
    if (problems[0]) {
      setProblem(problems[0].message);
      field.current?.focus();
      return;
    }
    toastDone({ message: done });
    if (onClose) onClose();
    else setBody("");
  };
  return (
    <form
      method="post"
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <LeaveGuard isOn={body.trim() !== initially.trim()} />
      <Textarea
        ref={field}
        label={label}
        description={onClose ? undefined : "Only agents can read it."}
        autosize
        minRows={2}
        maxRows={14}
        dir="auto"
        autoFocus={onClose !== undefined}
        value={body}
        error={problem}
        readOnly={isSaving}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && onClose) onClose();
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          send();
        }}
        aria-keyshortcuts="Control+Enter Meta+Enter"
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" size="xs" loading={isSaving} disabled={!body.trim()}>
          {save}
        </Button>
        {onClose && (
          <Button size="xs" variant="subtle" onClick={onClose}>
            Cancel
          </Button>
        )}
      </Group>
    </form>
  );
}
