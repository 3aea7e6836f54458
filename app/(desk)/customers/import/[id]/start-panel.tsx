import { Alert, Stack, Text } from "@mantine/core";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Panel } from "@/app/_ui/panel";
import { counted } from "../import-words";
import type { PreviewOfPage } from "./import.document";
import { rowCount } from "./preview-words";
import { StartButton } from "./start-button";

/** What Import would do, said plainly, and the button. Nothing is written before it is pressed. */
export function StartPanel({ importId, preview }: { importId: string; preview: PreviewOfPage }) {
  const { error } = preview;
  const usable = rowCount(preview) - error;
  const chooseAnother = (
    <ButtonLink href="/customers/import" variant="default">
      Choose another file
    </ButtonLink>
  );
  return (
    <Panel title="What will happen" lead="Nothing is written before you press Import.">
      <Stack gap="md">
        <Text role="status">{summary(preview)}</Text>
        {error > 0 && (
          <Alert
            color="red"
            role="presentation"
            title={`${counted(error, "row")} with errors ${error === 1 ? "is" : "are"} left out`}
          >
            <TextLink href={`/customers/import/${importId}?rows=errors`} underline="always">
              See what is wrong
            </TextLink>
            . After the import you can download the rows that were left out, put them right and import that file.
          </Alert>
        )}
        {usable > 0 ? (
          <StartButton
            importId={importId}
            label={`Import ${counted(usable, "customer")}`}
            asksForInvitations={preview.create > 0}
            beside={chooseAnother}
          />
        ) : (
          <div>{chooseAnother}</div>
        )}
      </Stack>
    </Panel>
  );
}

function summary(preview: PreviewOfPage): string {
  const { create, update, restore, unchanged } = preview;
  const usable = rowCount(preview) - preview.error;
  if (usable === 0) return "No row of this file can be imported.";
  if (unchanged === usable) {
    return `Nothing would change: ${unchanged === 1 ? "the customer already is" : `the ${counted(unchanged, "customer")} already are`} as the file says.`;
  }
  const parts = [
    create > 0 && `${counted(create, "customer")} will be created`,
    update > 0 && `${counted(update, "customer")} will be changed`,
    restore > 0 && `${counted(restore, "deleted customer")} will be restored`,
    unchanged > 0 && `${counted(unchanged, "customer")} ${unchanged === 1 ? "is" : "are"} as the file says already`,
  ].filter(Boolean);
  return `${parts.join(", ")}.`;
}
