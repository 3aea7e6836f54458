import { Alert, Button, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import classes from "./ticket.module.css";
import { type TheirTicketChange, TICKET_LABELS, type TicketValues } from "./ticket-values";

interface TicketConflictNoticeProps {
  message: string;
  changes: TheirTicketChange[];
  onTakeTheirs: (field: keyof TicketValues) => void;
}

/** A colleague saved first: what they changed, beside what stands here. Nothing that was chosen is lost. */
export function TicketConflictNotice({ message, changes, onTakeTheirs }: TicketConflictNoticeProps) {
  const open = changes.filter((change) => change.mine !== undefined).length;
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconUsers size={20} aria-hidden />}
      title="A colleague saved first"
      role="alert"
      id="ticket-conflict"
      tabIndex={-1}
    >
      <Text>{message}</Text>
      <ul className={classes.theirChanges}>
        {changes.map(({ field, was, theirs, mine }) => (
          <li key={field}>
            <strong>{TICKET_LABELS[field]}</strong>: was <bdi>{was}</bdi>, theirs <bdi>{theirs}</bdi>
            {mine !== undefined && (
              <>
                , yours <bdi>{mine}</bdi>{" "}
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => onTakeTheirs(field)}
                  aria-label={`Take theirs for ${TICKET_LABELS[field]}`}
                >
                  Take theirs
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <Text mt="xs">
        {open > 0
          ? "What you chose is still in the form. Saving again writes yours over theirs where both differ."
          : "Their changes are in the form now, together with yours."}
      </Text>
    </Alert>
  );
}
