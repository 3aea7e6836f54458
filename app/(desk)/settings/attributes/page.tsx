import {
  Badge,
  Card,
  Group,
  Stack,
  Table,
  TableTbody,
  TableTd,
  TableTh,
  TableThead,
  TableTr,
  Text,
} from "@mantine/core";
import type { Metadata } from "next";
import { query } from "@/app/_lib/query";
import { requirePermission } from "@/app/_lib/require-permission";
import { Panel } from "@/app/_ui/panel";
import { ScrollRegion } from "@/app/_ui/scroll-region";
import { graphql } from "@/graphql/client";
import type { AttributeSettingsQuery } from "@/graphql/client/graphql";
import { SettingsHeader } from "../settings-header";
import { ATTRIBUTE_TYPES, ATTRIBUTES_ID } from "./attribute-types";
import { ChangeAttribute } from "./change-attribute";
import { NewAttributeForm } from "./new-attribute-form";
import { RemoveAttribute } from "./remove-attribute";

export const metadata: Metadata = { title: "Attributes · Settings" };

const ATTRIBUTE_SETTINGS = graphql(`
  query AttributeSettings {
    attributeDefinitions {
      id
      name
      type
      choices
      isRequired
      isOnEveryForm
    }
  }
`);

export default async function AttributeSettingsPage() {
  await requirePermission("settings.manage");
  const { attributeDefinitions } = await query(ATTRIBUTE_SETTINGS, {});
  return (
    <>
      <SettingsHeader current="/settings/attributes" />
      <Stack gap="lg">
        <Card withBorder radius="md" padding={0}>
          <ScrollRegion id={ATTRIBUTES_ID} label="Attributes">
            <DefinitionTable definitions={attributeDefinitions} />
          </ScrollRegion>
        </Card>
        <Panel
          title="New attribute"
          lead="It appears on every customer's form, as a column and filter of the list, in imports and exports, and over GraphQL."
        >
          <NewAttributeForm />
        </Panel>
      </Stack>
    </>
  );
}

function DefinitionTable({ definitions }: { definitions: AttributeSettingsQuery["attributeDefinitions"] }) {
  return (
    <Table miw={700} horizontalSpacing="md" verticalSpacing="xs" aria-label="Attributes beside the fixed fields">
      <TableThead>
        <TableTr>
          <TableTh scope="col">Name</TableTh>
          <TableTh scope="col">Type</TableTh>
          <TableTh scope="col">Required</TableTh>
          <TableTh scope="col">Shown</TableTh>
          <TableTh scope="col">
            <span className="look-hidden">Actions</span>
          </TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {definitions.map((definition) => (
          <TableTr key={definition.id}>
            <TableTh scope="row" fw={500}>
              {definition.name}
            </TableTh>
            <TableTd>
              {ATTRIBUTE_TYPES[definition.type].label}
              {definition.choices.length > 0 && (
                <Text c="dimmed" size="xs" maw="28rem">
                  {definition.choices.join(", ")}
                </Text>
              )}
            </TableTd>
            <TableTd>
              {definition.isRequired ? (
                <Badge miw="max-content" color="orange">
                  Required
                </Badge>
              ) : (
                "No"
              )}
            </TableTd>
            <TableTd>{definition.isOnEveryForm ? "On every form" : "On single records"}</TableTd>
            <TableTd>
              <Group gap="xs" wrap="nowrap" justify="flex-end">
                <ChangeAttribute definition={definition} />
                <RemoveAttribute definition={definition} />
              </Group>
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </Table>
  );
}
