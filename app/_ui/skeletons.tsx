import { Box, Group, Skeleton, Stack, VisuallyHidden } from "@mantine/core";

// Skeletons keep the place of what comes, so that nothing jumps when it is there. The words are for screen readers.

const lines = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Heading, filter bar and rows: for any list. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <Box role="status">
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Group justify="space-between" mb="md">
        <Skeleton height={30} width={180} />
        <Skeleton height={36} width={140} />
      </Group>
      <Skeleton height={36} mb="md" />
      <Stack gap={6}>
        {lines(rows).map((line) => (
          <Skeleton key={line} height={36} />
        ))}
      </Stack>
    </Box>
  );
}

/** Heading and labelled fields: for forms and records. */
export function FormSkeleton({ fields = 6 }: { fields?: number }) {
  return (
    <Box role="status" maw={640}>
      <VisuallyHidden>Loading…</VisuallyHidden>
      <Skeleton height={30} width={220} mb="lg" />
      <Stack gap="md">
        {lines(fields).map((line) => (
          <Box key={line}>
            <Skeleton height={14} width={110} mb={6} />
            <Skeleton height={36} />
          </Box>
        ))}
      </Stack>
    </Box>
  );
}
