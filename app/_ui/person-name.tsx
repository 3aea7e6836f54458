import { VisuallyHidden } from "@mantine/core";

/** A name, struck through when whose it is has been deleted. `<bdi>`: an Arabic name must not turn the text around it. */
export function PersonName({ name, isDeleted }: { name: string; isDeleted: boolean }) {
  if (!isDeleted) return <bdi>{name}</bdi>;
  return (
    <>
      <del>
        <bdi>{name}</bdi>
      </del>
      <VisuallyHidden component="span"> (deleted)</VisuallyHidden>
    </>
  );
}
