import { Alert, Anchor, List, ListItem } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { FieldProblem } from "./field-problems";

interface ProblemSummaryProps {
  problems: FieldProblem[];
  onGo: (field: string) => void;
}

/** All that is to be put right, in one place above the form; each leads to its field. */
export function ProblemSummary({ problems, onGo }: ProblemSummaryProps) {
  const count = problems.length === 1 ? "One thing is" : `${problems.length} things are`;
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={`Not saved yet: ${count} to be put right`}
      role="alert"
      id="problems"
      tabIndex={-1}
    >
      <List size="sm" spacing={6}>
        {problems.map(({ field, label, problem }) => (
          <ListItem key={`${field}${problem.message}`}>
            {field ? (
              <Anchor
                component="button"
                type="button"
                size="sm"
                ta="start"
                c="inherit"
                td="underline"
                onClick={() => onGo(field)}
              >
                {label}: {problem.message}
              </Anchor>
            ) : (
              problem.message
            )}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
