"use client";

import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { CodeSample } from "@/app/_ui/code-sample";

interface NewTokenProps {
  name: string;
  secret: string;
  onKept: () => void;
}

/** Shows a new token, this once. The form comes back when its reader says that they have it. */
export function NewToken({ name, secret, onKept }: NewTokenProps) {
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => alert.current?.focus(), []);
  return (
    <Alert
      ref={alert}
      tabIndex={-1}
      color="green"
      role="status"
      title={`${name} is ready`}
      icon={<IconKey size={20} aria-hidden />}
    >
      <Stack gap="sm">
        <Text size="sm">Copy the token now. It is kept as a hash alone, so nobody can show it again.</Text>
        <CodeSample label="The new token" code={secret} />
        <Group>
          <Button variant="default" onClick={onKept}>
            I have copied it
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
