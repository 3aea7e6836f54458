import { Box, Group, Text, Title } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { TextLink } from "./links";
import classes from "./page-header.module.css";

interface PageHeaderProps {
  title: ReactNode;
  /** One sentence below the title. */
  lead?: ReactNode;
  /** Way back, outermost first. The page itself is not in it. */
  trail?: { href: string; label: string }[];
  /** At the end of the trail's line. */
  besideTrail?: ReactNode;
  /** Buttons at the end of the line; they wrap below the title and its sentence on a phone. */
  actions?: ReactNode;
}

/** The first thing on every page: where one is, its one `h1`, what one can do. */
export function PageHeader({ title, lead, trail, besideTrail, actions }: PageHeaderProps) {
  return (
    <Box mb="md">
      {trail && trail.length > 0 && (
        <div className={classes.way}>
          <nav aria-label="Breadcrumb">
            <ol className={classes.trail}>
              {trail.map((step) => (
                <li key={step.href}>
                  <TextLink href={step.href} size="sm">
                    {step.label}
                  </TextLink>
                  <IconChevronRight size={14} aria-hidden />
                </li>
              ))}
            </ol>
          </nav>
          {besideTrail}
        </div>
      )}
      <Group justify="space-between" align="flex-start" gap="sm">
        <div className={classes.words}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {lead && (
            <Text c="dimmed" size="sm" mt={4} maw="44rem">
              {lead}
            </Text>
          )}
        </div>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  );
}
