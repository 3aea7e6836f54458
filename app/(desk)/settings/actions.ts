"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { CreateAttributeDefinitionInput, UpdateSettingsInput } from "@/graphql/client/graphql";

const UPDATE_SETTINGS = graphql(`
  mutation UpdateSettings($input: UpdateSettingsInput!) {
    updateSettings(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const CREATE_ATTRIBUTE_DEFINITION = graphql(`
  mutation CreateAttributeDefinition($input: CreateAttributeDefinitionInput!) {
    createAttributeDefinition(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** What the user can put right, and where. */
export interface FieldProblem {
  message: string;
  path: string[];
}

/** Saves and returns what is to be put right; nothing when it worked. */
export async function saveSettings(input: UpdateSettingsInput): Promise<FieldProblem[]> {
  const { updateSettings } = await mutate(UPDATE_SETTINGS, { input });
  // The desk's name stands on every page.
  if (updateSettings.userErrors.length === 0) revalidatePath("/", "layout");
  return updateSettings.userErrors;
}

/** Defines an attribute and returns what is to be put right; nothing when it worked. */
export async function defineAttribute(input: CreateAttributeDefinitionInput): Promise<FieldProblem[]> {
  const { createAttributeDefinition } = await mutate(CREATE_ATTRIBUTE_DEFINITION, { input });
  if (createAttributeDefinition.userErrors.length === 0) revalidatePath("/settings/attributes");
  return createAttributeDefinition.userErrors;
}
