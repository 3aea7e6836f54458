"use server";

import { setTimeout as pause } from "node:timers/promises";
import { revalidatePath } from "next/cache";
import { mutate, query } from "@/app/_lib/query";
import type { MassAction, MassOutcomeFragment, MassPreviewQuery } from "@/graphql/client/graphql";
import * as documents from "./mass.document";
import type { Selected } from "./selected";

/** What is to be done, with whom and how. */
export interface MassRequest {
  action: MassAction;
  selection: Selected;
  note?: string;
  organisationId?: string | null;
  attribute?: string;
  value?: string | null;
}

export type MassJob = MassOutcomeFragment;
export type MassPreview = MassPreviewQuery["massActionPreview"];
type Problem = { message: string; path: string[] };

/** The job as far as it has come, or why there is none. */
export type MassOutcome = { job: MassJob; problem?: undefined } | { job?: undefined; problem: Problem };

/** Whom it would be about, and who would be left alone. */
export async function previewMass(request: MassRequest): Promise<MassPreview> {
  const { action, selection, organisationId, attribute, value } = request;
  const variables = { action, ...selection, organisationId, attribute, value };
  return (await query(documents.PREVIEW, variables)).massActionPreview;
}

export async function beginMass(request: MassRequest): Promise<MassOutcome> {
  const { begun } = await begin(request);
  // Whoever acts on all that match does not wait at the button: the job has a page.
  return whenFinished(begun, request.selection.ids ? PATIENCE : SHORT_PATIENCE);
}

/** Takes a mass action back. */
export async function undoMass(jobId: string): Promise<MassOutcome> {
  const { begun } = await mutate(documents.UNDO, { input: { jobId } });
  return whenFinished(begun, PATIENCE);
}

function begin({ action, selection, note, organisationId, attribute, value }: MassRequest) {
  switch (action) {
    case "DELETE":
      return mutate(documents.DELETE, { input: selection });
    case "RESTORE":
      return mutate(documents.RESTORE, { input: selection });
    case "FORCE_RESET":
      return mutate(documents.FORCE_RESET, { input: { ...selection, note } });
    case "HUB_ACCESS_ON":
    case "HUB_ACCESS_OFF":
      return mutate(documents.SET_HUB_ACCESS, { input: { ...selection, hubAccess: action === "HUB_ACCESS_ON" } });
    case "BLOCK":
      return mutate(documents.BLOCK, { input: selection });
    case "UNBLOCK":
      return mutate(documents.UNBLOCK, { input: selection });
    case "SET_ORGANISATION":
      return mutate(documents.SET_ORGANISATION, { input: { ...selection, organisationId } });
    case "SET_ATTRIBUTE":
      return mutate(documents.SET_ATTRIBUTE, { input: { ...selection, name: attribute ?? "", value } });
  }
}

/** A page of 100 is the worker's to do: it is waited for as long as a person waits at a button. In milliseconds. */
const PATIENCE = 5_000;
const SHORT_PATIENCE = 1_500;
const STEP = 250;

const isGoingOn = ({ status }: MassJob) => status === "QUEUED" || status === "RUNNING";

async function whenFinished(
  begun: { job?: MassJob | null; userErrors: Problem[] },
  patience: number,
): Promise<MassOutcome> {
  let job = begun.job;
  if (!job) return { problem: begun.userErrors[0] ?? { message: "Nothing was changed. Try again.", path: [] } };
  for (let waited = 0; isGoingOn(job) && waited < patience; waited += STEP) {
    await pause(STEP);
    job = (await query(documents.JOB, { id: job.id })).job ?? job;
  }
  // Lists, account pages and forms that the browser keeps for the Back button show what is true now.
  revalidatePath("/customers", "layout");
  return { job };
}
