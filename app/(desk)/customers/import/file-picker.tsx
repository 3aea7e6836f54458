"use client";

import { Alert, Button, Group, Loader, Progress, Stack, Text } from "@mantine/core";
import { Dropzone } from "@mantine/dropzone";
import { IconAlertTriangle, IconFileTypeCsv, IconUpload } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { MAX_BYTES, sendFile } from "@/app/_attachments/send-file";
import { attempt } from "@/app/_ui/attempt";
import { sizeWords } from "@/app/_ui/size-words";
import { previewUpload } from "./actions";
import classes from "./file-picker.module.css";

interface Sending {
  file: File;
  sent: number;
  abort: AbortController;
}

/** Takes one file by drop or dialog, sends it and leads to its preview. */
export function FilePicker() {
  const router = useRouter();
  const [sending, setSending] = useState<Sending>();
  const [problem, setProblem] = useState<string>();
  const openRef = useRef<() => void>(null);

  // Whoever leaves the page has changed their mind; the bytes that are under way would only cost them.
  useEffect(() => () => sending?.abort.abort(), [sending?.abort]);

  const take = async (file: File) => {
    const early = earlyProblem(file);
    setProblem(early);
    if (early) return;
    const abort = new AbortController();
    setSending({ file, sent: 0, abort });
    const onProgress = (sent: number) => setSending({ file, sent, abort });
    const sent = await sendFile({ file, onProgress, signal: abort.signal });
    if (sent === "cancelled") return setSending(undefined);
    const answer = "problem" in sent ? sent : await attempt(() => previewUpload({ uploadId: sent.uploadId }));
    if (answer && "importId" in answer && answer.importId) return router.push(`/customers/import/${answer.importId}`);
    setSending(undefined);
    setProblem(answer?.problem);
  };

  return (
    <div>
      <div role="alert">
        {problem && (
          <Alert mb="md" color="red" icon={<IconAlertTriangle size={18} aria-hidden />} role="presentation">
            {problem}
          </Alert>
        )}
      </div>
      {sending ? (
        <SendingPanel {...sending} />
      ) : (
        <Dropzone
          onDrop={([file]) => file && void take(file)}
          onReject={() => setProblem("Choose one file at a time.")}
          openRef={openRef}
          multiple={false}
          activateOnClick={false}
          activateOnKeyboard={false}
          enablePointerEvents
          className={classes.dropzone}
          inputProps={{ "aria-label": "CSV file" }}
        >
          <Stack align="center" gap="xs">
            <IconFileTypeCsv size={40} stroke={1.4} aria-hidden className={classes.icon} />
            <Text fw={500} size="md">
              Drop a CSV file here
            </Text>
            <Button leftSection={<IconUpload size={17} aria-hidden />} onClick={() => openRef.current?.()}>
              Choose a file
            </Button>
            <Text c="dimmed" size="xs">
              Up to 1 GiB. From Excel or Numbers: save or export the sheet as CSV.
            </Text>
          </Stack>
        </Dropzone>
      )}
    </div>
  );
}

function SendingPanel({ file, sent, abort }: Sending) {
  // The browser's count includes nothing but the body, but may end a few bytes early or late.
  const percent = file.size > 0 ? Math.min(100, Math.floor((sent / file.size) * 100)) : 0;
  const isSent = percent >= 100;
  return (
    <Stack gap="xs" className={classes.sending}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className={classes.name}>
          <Text fw={500}>{file.name}</Text>
          <Text c="dimmed" aria-hidden>
            {isSent ? "Sent. Reading it…" : `${sizeWords(sent)} of ${sizeWords(file.size)}`}
          </Text>
          <div role="status" className="mantine-visually-hidden">
            {isSent ? "Sent. Reading the file." : `Uploading, ${Math.floor(percent / 10) * 10} per cent`}
          </div>
        </div>
        {isSent ? (
          <Loader size="sm" aria-hidden />
        ) : (
          <Button variant="default" onClick={() => abort.abort()} autoFocus>
            Cancel
          </Button>
        )}
      </Group>
      <Progress value={percent} size="lg" animated={isSent} aria-label="Upload" />
    </Stack>
  );
}

/** What need not be sent to be refused. */
function earlyProblem({ name, size }: File): string | undefined {
  if (size > MAX_BYTES) {
    return `${name} has ${sizeWords(size)}, and a file can have at most 1 GiB. Split it into several files and import one after the other.`;
  }
  if (size === 0) return `${name} is empty. Choose a file with a line of column names and a line for each customer.`;
  return undefined;
}
