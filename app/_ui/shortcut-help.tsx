"use client";

import { Group, Kbd, Modal, Switch, Table, Text } from "@mantine/core";

interface ShortcutHelpProps {
  isOpen: boolean;
  onClose: () => void;
  shortcuts: { keys: string; label: string }[];
  /** WCAG 2.1.4: who dictates or presses keys by accident can switch single keys off. */
  areSingleKeysOn: boolean;
  onSingleKeysChange: (isOn: boolean) => void;
}

/** Everything the keyboard can do from any page. */
export function ShortcutHelp({ isOpen, onClose, shortcuts, areSingleKeysOn, onSingleKeysChange }: ShortcutHelpProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keyboard shortcuts">
      <Table>
        <Table.Tbody>
          {shortcuts.map(({ keys, label }) => (
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
