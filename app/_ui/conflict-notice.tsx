import { Alert, Button, Text } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import classes from "./conflict-notice.module.css";
import { CONFLICT_ID, type TheirChange } from "./use-conflict";

interface ConflictNoticeProps {
  message: string;
  changes: TheirChange[];
  onTakeTheirs: (key: string) => void;
}

/** A colleague saved first: what they changed, beside what stands here. Nothing that was typed is lost. */
export function ConflictNotice({ message, changes, onTakeTheirs }: ConflictNoticeProps) {
  const open = changes.filter((change) => change.mine !== undefined).length;
  return (
    <Alert
      color="yellow"
      variant="light"
      icon={<IconUsers size={20} aria-hidden />}
      title="A colleague saved first"
      role="alert"
      id={CONFLICT_ID}
      tabIndex={-1}
    >
      <Text>{message}</Text>
      {changes.length > 0 && (
        <div className={classes.frame}>
          <table className={classes.conflict}>
            <caption className="look-hidden">What your colleague changed</caption>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Was</th>
                <th scope="col">Theirs</th>
                <th scope="col">Yours</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.key}>
                  <th scope="row">{change.label}</th>
                  <Value label="Was" value={change.was} />
                  <Value label="Theirs" value={change.theirs} />
                  <td data-label="Yours">
                    {change.mine === undefined ? (
                      <span>not changed by you: theirs is in the form</span>
                    ) : (
                      <>
                        <bdi>{change.mine || "empty"}</bdi>{" "}
                        <Button
                          size="compact-xs"
                          variant="default"
                          onClick={() => onTakeTheirs(change.key)}
                          aria-label={`Take theirs for ${change.label}`}
                        >
                          Take theirs
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <Text mt="xs">
            {open > 0
              ? "What you entered is still in the form. Saving again writes yours over theirs in the fields where both differ."
              : "Their changes are in the form now, together with yours. Save again to keep both."}
          </Text>
        </div>
      )}
    </Alert>
  );
}

function Value({ label, value }: { label: string; value: string }) {
  return <td data-label={label}>{value ? <bdi>{value}</bdi> : <span>empty</span>}</td>;
}
