"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type {
  CreateAttributeDefinitionInput,
  UpdateAttributeDefinitionInput,
  UpdateSettingsInput,
} from "@/graphql/client/graphql";

const SET_LOGO = graphql(`
  mutation SetLogo($input: SetLogoInput!) {
    setLogo(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** Takes the logo away where there is no upload, and returns what is to be put right. */
export async function setLogo(uploadId: string | null): Promise<{ message: string }[]> {
  const { userErrors } = (await mutate(SET_LOGO, { input: { uploadId } })).setLogo;
  // It stands on every page.
  if (userErrors.length === 0) revalidatePath("/", "layout");
  return userErrors;
}

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

const UPDATE_ATTRIBUTE_DEFINITION = graphql(`
  mutation UpdateAttributeDefinition($input: UpdateAttributeDefinitionInput!) {
    updateAttributeDefinition(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const DELETE_ATTRIBUTE_DEFINITION = graphql(`
  mutation DeleteAttributeDefinition($input: DeleteAttributeDefinitionInput!) {
    deleteAttributeDefinition(input: $input) {
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
  return attributesChanged(createAttributeDefinition.userErrors);
}

/** Changes an attribute and returns what is to be put right; nothing when it worked. */
export async function changeAttribute(input: UpdateAttributeDefinitionInput): Promise<FieldProblem[]> {
  const { updateAttributeDefinition } = await mutate(UPDATE_ATTRIBUTE_DEFINITION, { input });
  return attributesChanged(updateAttributeDefinition.userErrors);
}

/** Removes an attribute that nobody has; else returns why it stays. */
export async function removeAttribute(id: string): Promise<FieldProblem[]> {
  const { deleteAttributeDefinition } = await mutate(DELETE_ATTRIBUTE_DEFINITION, { input: { id } });
  return attributesChanged(deleteAttributeDefinition.userErrors);
}

/** Lists and forms that the browser keeps for the Back button show the attributes as they are now. */
function attributesChanged(problems: FieldProblem[]): FieldProblem[] {
  if (problems.length === 0) {
    revalidatePath("/settings/attributes");
    revalidatePath("/customers", "layout");
  }
  return problems;
}
