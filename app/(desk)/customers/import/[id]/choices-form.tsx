"use client";

import { Button, Checkbox, Group, Select, SimpleGrid, Stack, Text } from "@mantine/core";
import { useState, useTransition } from "react";
import { attempt } from "@/app/_ui/attempt";
import { Panel } from "@/app/_ui/panel";
import { toastProblem } from "@/app/_ui/toasts";
import type { PreviewImportInput } from "@/graphql/client/graphql";
import { previewUpload } from "../actions";
import { ColumnList } from "./column-list";
import { chosenColumns, type TargetValue, withTarget } from "./column-targets";
import type { ChoicesOfPage, ColumnOfPage, ImportOfPage } from "./import.document";
import { LeftOutColumns } from "./left-out-columns";
import { useTellUnapplied } from "./unapplied";

interface ChoicesFormProps {
  found: ImportOfPage;
  choices: ChoicesOfPage;
  attributes: string[];
}

/** Those that change the preview; the rest is chosen when the import starts. */
type Options = Pick<ImportOfPage["options"], "createOrganisations" | "createAttributes">;

const NO_EDITS: ReadonlyMap<number, TargetValue> = new Map();

/** What was detected, and everything about it that can be changed. Encoding and delimiter apply at once, the rest together. */
export function ChoicesForm({ found, choices, attributes }: ChoicesFormProps) {
  const [edits, setEdits] = useState(NO_EDITS);
  const [options, setOptions] = useState<Partial<Options>>({});
  const [isReading, startReading] = useTransition();
  const { createOrganisations, createAttributes } = found.options;
  const wanted: Options = { createOrganisations, createAttributes, ...options };
  const isChanged =
    edits.size > 0 ||
    wanted.createOrganisations !== createOrganisations ||
    wanted.createAttributes !== createAttributes;

  useTellUnapplied(isChanged || isReading);

  const preview = (input: Partial<PreviewImportInput>) =>
    startReading(async () => {
      const answer = await attempt(() => previewUpload({ uploadId: found.uploadId, ...wanted, ...input }));
      if (!answer) return;
      if (!answer.importId) return toastProblem(answer.problem ?? "The file could not be read again.");
      setEdits(NO_EDITS);
      setOptions({});
    });
  const applyColumns = () => {
    preview({ ...reading(found), columns: chosenColumns(edits, found.columns) });
    // The button has done its work and sleeps; what it changed is told at the top.
    document.getElementById("import-step")?.focus();
  };
  const used = found.columns.filter((column) => column.target !== "IGNORED");
  const leftOut = found.columns.filter((column) => column.target === "IGNORED");
  const list = {
    choices,
    attributes,
    edits,
    isDisabled: isReading,
    onChange: (index: number, value: TargetValue) => setEdits(withTarget(edits, found.columns, index, value)),
  };

  return (
    <Panel title="How the file is read" lead="This was found by looking at the file. Change what is not right.">
      <Stack gap="md">
        {found.file && (
          <SimpleGrid cols={{ base: 1, sm: 2 }} maw="40rem">
            <Select
              label="Encoding"
              description="Right when accents and umlauts look right. A change reads the file again."
              data={choices.encodings}
              value={found.file.encoding}
              onChange={(encoding) => encoding && preview({ encoding })}
              allowDeselect={false}
            />
            <Select
              label="Delimiter"
              description="What stands between two columns. A change reads the file again."
              data={choices.delimiters}
              value={found.file.delimiter}
              onChange={(delimiter) => delimiter && preview({ encoding: found.file?.encoding, delimiter })}
              allowDeselect={false}
            />
          </SimpleGrid>
        )}
        <div>
          <Text fw={500} component="h3">
            Columns and what they fill
          </Text>
          <ColumnList columns={used} {...list} />
          {leftOut.length > 0 && <LeftOutColumns columns={leftOut} isOpen={!used.some(tellsWho)} {...list} />}
        </div>
        <Checkbox
          label="Create missing organisations"
          description="Otherwise a row that names an organisation which the desk does not have is an error."
          checked={wanted.createOrganisations}
          disabled={isReading}
          onChange={(event) => setOptions({ ...options, createOrganisations: event.currentTarget.checked })}
        />
        <Checkbox
          label="Make attributes from the other columns"
          description="Each column that is left out, unless you left it out yourself, becomes an attribute of the customers who have a value in it."
          checked={wanted.createAttributes}
          disabled={isReading}
          onChange={(event) => setOptions({ ...options, createAttributes: event.currentTarget.checked })}
        />
        <Group gap="sm">
          <Button
            variant={isChanged ? "filled" : "default"}
            onClick={applyColumns}
            loading={isReading}
            disabled={!isChanged}
          >
            Update preview
          </Button>
          <Text role="status" c="dimmed">
            {isChanged && !isReading && "The preview does not show these changes yet."}
          </Text>
        </Group>
      </Stack>
    </Panel>
  );
}

/** How the file is read now, so that a change of the columns does not change that as well. */
const reading = ({ file }: ImportOfPage) => ({ encoding: file?.encoding, delimiter: file?.delimiter });

/** Without such a column the file is refused, and the one that holds it is among those left out. */
const tellsWho = ({ field }: ColumnOfPage): boolean => field === "EMAIL" || field === "MOBILE";
