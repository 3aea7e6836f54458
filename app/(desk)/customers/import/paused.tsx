import { Alert } from "@mantine/core";

/** Why something that is going on does not get on at the moment. Always there, so that a screen reader notices when the sentence comes. */
export function Paused({ message }: { message?: string | null }) {
  return <div role="status">{message && <Alert color="yellow">{message}</Alert>}</div>;
}
