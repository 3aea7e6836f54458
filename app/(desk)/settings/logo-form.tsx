"use client";

import { Button, FileButton, Group, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { sendFile } from "@/app/_attachments/send-file";
import { attempt } from "@/app/_ui/attempt";
import { DeskMark } from "@/app/_ui/logo";
import { toastDone } from "@/app/_ui/toasts";
import { setLogo } from "./actions";

const MAX_BYTES = 1024 ** 2;
const UNREACHABLE = "The picture did not arrive. Check your connection and choose it again.";

/** Shows the logo, and takes another one or takes it away. */
export function LogoForm({ name, logoUrl }: { name: string; logoUrl: string | null }) {
  const [problem, setProblem] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const choose = useRef<HTMLButtonElement>(null);
  const reset = useRef<() => void>(null);

  const run = async (change: () => Promise<string | undefined>, done: string) => {
    setProblem(undefined);
    setIsBusy(true);
    const refused = await change();
    setIsBusy(false);
    reset.current?.();
    setProblem(refused || undefined);
    if (refused === undefined) toastDone({ message: done });
    choose.current?.focus();
  };
  const upload = async (file: File): Promise<string | undefined> => {
    if (file.size > MAX_BYTES) return "A logo is at most 1 MB. Make the picture smaller.";
    const sent = await sendFile({
      file,
      purpose: "logo",
      unreachable: UNREACHABLE,
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
    if (sent === "cancelled") return UNREACHABLE;
    if ("problem" in sent) return sent.problem;
    return firstOf(await attempt(() => setLogo(sent.uploadId)));
  };

  return (
    <Group gap="md">
      <DeskMark name={`Logo of ${name}`} logoUrl={logoUrl} size={40} />
      <FileButton
        accept="image/png,image/jpeg,image/webp"
        resetRef={reset}
        onChange={(file) => file && void run(() => upload(file), "The logo is set.")}
      >
        {(opener) => (
          <Button {...opener} ref={choose} variant="default" loading={isBusy}>
            {logoUrl ? "Choose another picture" : "Choose a picture"}
          </Button>
        )}
      </FileButton>
      {logoUrl && (
        <Button
          variant="subtle"
          color="red"
          disabled={isBusy}
          onClick={() => void run(async () => firstOf(await attempt(() => setLogo(null))), "The logo is removed.")}
        >
          Remove the logo
        </Button>
      )}
      <Text role="alert" size="sm" c="red" w="100%">
        {problem}
      </Text>
    </Group>
  );
}

/** Empty when the action did not come back: whoever waits has been told already. */
const firstOf = (problems: { message: string }[] | undefined): string | undefined =>
  problems === undefined ? "" : problems[0]?.message;
