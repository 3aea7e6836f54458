"use client";

import { ChangeDialog } from "../../change-dialog";
import { updateWebhook } from "../actions";
import { useWebhookProblems, WebhookFields, type WebhookValues } from "../webhook-fields";

/** Opens the form over a webhook. */
export function ChangeWebhook({ webhook: { id, name, url, events } }: { webhook: WebhookValues & { id: string } }) {
  const values: WebhookValues = { name, url, events };
  const save = (typed: WebhookValues) => updateWebhook({ id, ...typed });
  return (
    <ChangeDialog size="lg" values={values} save={save} useProblems={useWebhookProblems}>
      <WebhookFields />
    </ChangeDialog>
  );
}
