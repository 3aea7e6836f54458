"use client";

import { UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { CommentFiles } from "@/app/_attachments/comment-files";
import type { ConversationFragment } from "@/graphql/client/graphql";
import { MailFrame } from "./mail-frame";
import classes from "./ticket.module.css";

type Comment = ConversationFragment["nodes"][number];

interface MailBodyProps {
  authorName: string;
  text: string;
  quoted: string | null;
  pageUrl: string | null;
  files: Comment["attachments"];
}

/** What a mail says: as its sender laid it out where that tells more than the text, which is one click away. */
export function MailBody({ authorName, text, quoted, pageUrl, files }: MailBodyProps) {
  const [isText, setText] = useState(false);
  const [hasRemote, setHasRemote] = useState(false);
  const [withRemote, setWithRemote] = useState(false);
  const isPage = pageUrl !== null && !isText;
  return (
    <>
      {isPage ? (
        <MailFrame
          src={withRemote ? `${pageUrl}?pictures=remote` : pageUrl}
          title={`Mail from ${authorName}`}
          onHasRemote={setHasRemote}
        />
      ) : (
        <TextOfMail text={text} quoted={quoted} />
      )}
      {pageUrl !== null && (
        <div className={classes.mailViews}>
          <UnstyledButton className={classes.mailView} onClick={() => setText(!isText)}>
            {isText ? "Show with layout" : "Show as text"}
          </UnstyledButton>
          {isPage && hasRemote && !withRemote && (
            <UnstyledButton
              className={classes.mailView}
              title="Their senders can learn from it that and when the mail is read."
              onClick={() => setWithRemote(true)}
            >
              Show remote pictures
            </UnstyledButton>
          )}
        </div>
      )}
      <CommentFiles files={isPage ? files.filter(({ isInPage }) => !isInPage) : files} />
    </>
  );
}

function TextOfMail({ text, quoted }: { text: string; quoted: string | null }) {
  return (
    <>
      <div className={classes.body} dir="auto">
        {text}
      </div>
      {quoted && (
        <details className={classes.mail}>
          <summary>Show quoted text and signature</summary>
          <div className={classes.quoted} dir="auto">
            {quoted}
          </div>
        </details>
      )}
    </>
  );
}
