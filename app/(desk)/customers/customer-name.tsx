import { VisuallyHidden } from "@mantine/core";

/** A customer's name, struck through when they are deleted. `<bdi>`: an Arabic name must not turn the text around it. */
export function CustomerName({ name, isDeleted }: { name: string; isDeleted: boolean }) {
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
