import { Code, Group, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface NoticePageProps {
  icon: ReactNode;
  title: string;
  children: ReactNode;
  /** Ways out, at least one. */
  actions: ReactNode;
  /** What someone can quote when asking for help; the log has the same. */
  reference?: string;
  tone?: "lagoon" | "red" | "yellow";
}

/** A whole page that says one thing: not found, not allowed, broken. */
export function NoticePage({ icon, title, children, actions, reference, tone = "lagoon" }: NoticePageProps) {
  return (
    <Stack align="center" gap="sm" py={{ base: 48, sm: 96 }} px="md" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light" color={tone} aria-hidden>
        {icon}
      </ThemeIcon>
      <Title order={1}>{title}</Title>
      <Text c="dimmed" maw="32rem" component="div">
        {children}
      </Text>
      <Group justify="center" mt="xs">
        {actions}
      </Group>
      {reference && (
        <Text size="xs" c="dimmed" mt="md">
          If you ask for help, mention <Code>{reference}</Code>
        </Text>
      )}
    </Stack>
  );
}
