import { Loader, Text } from "@mantine/core";
import type { MassPreview } from "./actions";
import { people } from "./selected";

/** Who is left alone, and why. Always there, so that a screen reader notices when the numbers come. */
export function MassSkips({ preview, isNobody }: { preview: MassPreview | undefined; isNobody: boolean }) {
  return (
    <div role="status">
      {preview ? <Skips preview={preview} isNobody={isNobody} /> : <Loader size="xs" aria-label="Counting" />}
    </div>
  );
}

function Skips({ preview: { count, isExact, skips }, isNobody }: { preview: MassPreview; isNobody: boolean }) {
  const skipped = skips.reduce((sum, skip) => sum + skip.count, 0);
  if (count === 0) return <Text>Nobody is left that this could be done to.</Text>;
  return (
    <>
      {!isExact && (
        <Text mb={skipped > 0 ? "xs" : undefined}>
          There are more than {people(count)}: they are counted while it goes on, and all who match are reached.
        </Text>
      )}
      {skipped > 0 && (
        <>
          <Text fw={500}>
            {isNobody
              ? "All of them are left alone:"
              : `${people(skipped)} of them ${skipped === 1 ? "is" : "are"} left alone:`}
          </Text>
          <ul style={{ margin: "0.25rem 0 0", paddingInlineStart: "1.25rem" }}>
            {skips.map((skip) => (
              <li key={skip.reason}>
                {skip.count.toLocaleString("en-GB")} × {skip.reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
