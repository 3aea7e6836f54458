"use client";

import { ActionIcon, CopyButton, Tooltip } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./code-sample.module.css";
import { ScrollRegion } from "./scroll-region";

/** A command or snippet with a button that copies it. */
export function CodeSample({ label, code }: { label: string; code: string }) {
  return (
    <div className={classes.sample}>
      <ScrollRegion label={label}>
        <pre className={classes.code}>
          <code>{code}</code>
        </pre>
      </ScrollRegion>
      <CopyButton value={code}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? "Copied" : "Copy"}>
            <ActionIcon
              variant="default"
              className={classes.copy}
              onClick={copy}
              aria-label={copied ? `Copied: ${label}` : `Copy: ${label}`}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
