import { Card, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";

interface PanelProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, lead, children }: PanelProps) {
  const id = useId();
  return (
    <Card component="section" withBorder radius="md" padding="lg" aria-labelledby={id}>
      <Title order={2} id={id} mb={lead ? 2 : "md"}>
        {title}
      </Title>
      {lead && (
        <Text c="dimmed" mb="md" maw="44rem" component="div">
          {lead}
        </Text>
      )}
      {children}
    </Card>
  );
}
