"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { PreviewImportInput } from "@/graphql/client/graphql";

const PREVIEW_IMPORT = graphql(`
  mutation PreviewImport($input: PreviewImportInput!) {
    previewImport(input: $input) {
      import {
        id
      }
      userErrors {
        message
      }
    }
  }
`);

const START_IMPORT = graphql(`
  mutation StartImport($input: StartImportInput!) {
    startImport(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const UNDO_IMPORT = graphql(`
  mutation UndoImport($input: UndoImportInput!) {
    undoImport(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const CANCEL_IMPORT = graphql(`
  mutation CancelImport($input: CancelJobInput!) {
    cancelJob(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

/**
 * Has an upload looked at. A file that is refused has an import too, whose page tells the reason and offers to read it
 * differently; a problem without an import is about the choices.
 */
export async function previewUpload(input: PreviewImportInput): Promise<{ importId?: string; problem?: string }> {
  const { previewImport } = await mutate(PREVIEW_IMPORT, { input });
  const importId = previewImport.import?.id;
  if (importId) revalidatePath(`/customers/import/${importId}`);
  return { importId, problem: previewImport.userErrors[0]?.message };
}

/** Starts, or goes on after a stop. Returns why it cannot be, if it cannot. */
export async function startImport(importId: string, sendInvitations: boolean): Promise<{ problem?: string }> {
  const { startImport: started } = await mutate(START_IMPORT, { input: { importId, sendInvitations } });
  revalidatePath(`/customers/import/${importId}`);
  return { problem: started.userErrors[0]?.message };
}

/** Takes an import back. Returns why it cannot be, if it cannot. */
export async function undoImport(importId: string): Promise<{ problem?: string }> {
  const { undoImport: undone } = await mutate(UNDO_IMPORT, { input: { importId } });
  revalidatePath(`/customers/import/${importId}`);
  return { problem: undone.userErrors[0]?.message };
}

/** Stops an import that runs. Returns why it cannot be, if it cannot. */
export async function cancelImport(importId: string, jobId: string): Promise<{ problem?: string }> {
  const { cancelJob: cancelled } = await mutate(CANCEL_IMPORT, { input: { jobId } });
  revalidatePath(`/customers/import/${importId}`);
  return { problem: cancelled.userErrors[0]?.message };
}
