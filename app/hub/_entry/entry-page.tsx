import { Card, Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { hub } from "@/app/_lib/hub";
import { DeskMark } from "@/app/_ui/logo";
import classes from "./entry.module.css";

interface EntryPageProps {
  title: string;
  /** One sentence below the title. */
  lead?: ReactNode;
  children?: ReactNode;
  /** Ways to the other pages of this kind. */
  links?: ReactNode;
}

/** One card in the middle of the page: signing in, and all that leads to it. */
export async function EntryPage({ title, lead, children, links }: EntryPageProps) {
  const { deskName, logoUrl } = await hub();
  return (
    <main className={classes.page}>
      <Card withBorder shadow="sm" radius="md" className={classes.card}>
        <Group gap="xs" mb="lg" wrap="nowrap">
          <DeskMark name={deskName} logoUrl={logoUrl} size={34} />
          <Text fw={650} fz="lg" component="span" className={classes.desk} aria-hidden={!!logoUrl}>
            {deskName}
          </Text>
        </Group>
        <Title order={1} mb={lead ? 4 : "md"}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" size="sm" mb="lg" component="div">
            {lead}
          </Text>
        )}
        {children}
        {links && <div className={classes.links}>{links}</div>}
      </Card>
    </main>
  );
}
