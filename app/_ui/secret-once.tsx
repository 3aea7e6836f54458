"use client";

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { CodeSample } from "./code-sample";

interface SecretOnceProps {
  title: string;
  /** Why it is to be copied now. */
  lead: string;
  /** Name of the secret for screen readers. */
  label: string;
  secret: string;
  onKept: () => void;
}

/** Shows a secret that nobody can show again, until its reader says that they have it. */
export function SecretOnce({ title, lead, label, secret, onKept }: SecretOnceProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);
  return (
    <Alert ref={alert} tabIndex={-1} color="green" role="status" title={title} icon={<IconKey size={20} aria-hidden />}>
      <Stack gap="sm">
        <Text size="sm">{lead}</Text>
        <CodeSample label={label} code={secret} />
        <Group>
          <Button variant="default" onClick={onKept}>
            I have copied it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
