"use client";

import { Group, Kbd, Modal, Switch, Table, Text } from "@mantine/core";

interface Line {
  keys: string;
  label: string;
}

interface ShortcutHelpProps {
  isOpen: boolean;
  onClose: () => void;
  /** What works on the page that is open, and what on all of them. */
  ofPage: readonly Line[];
  everywhere: readonly Line[];
  /** WCAG 2.1.4: who dictates or presses keys by accident can switch single keys off. */
  areSingleKeysOn: boolean;
  onSingleKeysChange: (isOn: boolean) => void;
}

/** Everything the keyboard can do, here and from any page. */
export function ShortcutHelp({ isOpen, onClose, ofPage, everywhere, ...singleKeys }: ShortcutHelpProps) {
  const { areSingleKeysOn, onSingleKeysChange } = singleKeys;
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts">
      {ofPage.length > 0 && <Lines title="On this page" lines={ofPage} />}
      <Lines title="Everywhere" lines={everywhere} />
      <Switch
        mt="md"
        checked={areSingleKeysOn}
        onChange={(event) => onSingleKeysChange(event.currentTarget.checked)}
        label="Single-key shortcuts"
        description="Switch them off if keys get pressed by accident. The one with Ctrl or ⌘ keeps working."
      />
    </Modal>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <Table mb="xs">
      <Table.Caption ta="start" c="dimmed" style={{ captionSide: "top" }}>
        {title}
      </Table.Caption>
      <Table.Tbody>
        {lines.map(({ keys, label }) => (
          <Table.Tr key={keys}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            <Table.Td>
              <Keys keys={keys} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Keys({ keys }: { keys: string }) {
  const parts = keys.split(" ");
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {parts.map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may repeat a key, and its order never changes.
        <Group key={index} gap={6} wrap="nowrap">
          {index > 0 && (
            <Text size="xs" c="dimmed">
              then
            </Text>
          )}
          <Kbd>{key}</Kbd>
        </Group>
      ))}
    </Group>
  );
}
