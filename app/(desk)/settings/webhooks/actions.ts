"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { CreateWebhookInput, UpdateWebhookInput } from "@/graphql/client/graphql";
import type { FieldProblem } from "../actions";

const CREATE_WEBHOOK = graphql(`
  mutation CreateWebhook($input: CreateWebhookInput!) {
    createWebhook(input: $input) {
      secret
      userErrors {
        message
        path
      }
    }
  }
`);

const UPDATE_WEBHOOK = graphql(`
  mutation UpdateWebhook($input: UpdateWebhookInput!) {
    updateWebhook(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const ROTATE_WEBHOOK_SECRET = graphql(`
  mutation RotateWebhookSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) {
      secret
      userErrors {
        message
        path
      }
    }
  }
`);

const DELETE_WEBHOOK = graphql(`
  mutation DeleteWebhook($input: DeleteWebhookInput!) {
    deleteWebhook(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const SEND_TEST_WEBHOOK = graphql(`
  mutation SendTestWebhook($input: SendTestWebhookInput!) {
    sendTestWebhook(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const SEND_AGAIN = graphql(`
  mutation SendWebhookDeliveryAgain($input: SendWebhookDeliveryAgainInput!) {
    sendWebhookDeliveryAgain(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

interface WithSecret {
  /** Shown this once. */
  secret: string | null;
  problems: FieldProblem[];
}

/** Each returns what is to be put right; nothing when it worked. */
export async function createWebhook(input: CreateWebhookInput): Promise<WithSecret> {
  const { secret, userErrors } = (await mutate(CREATE_WEBHOOK, { input })).createWebhook;
  return { secret: secret ?? null, problems: webhooksChanged(userErrors) };
}

export async function updateWebhook(input: UpdateWebhookInput): Promise<FieldProblem[]> {
  return webhooksChanged((await mutate(UPDATE_WEBHOOK, { input })).updateWebhook.userErrors);
}

export async function rotateSecret(id: string): Promise<WithSecret> {
  const { secret, userErrors } = (await mutate(ROTATE_WEBHOOK_SECRET, { input: { id } })).rotateWebhookSecret;
  return { secret: secret ?? null, problems: webhooksChanged(userErrors) };
}

/** The page that asks for it is gone with it, so it is not drawn anew. */
export async function removeWebhook(id: string): Promise<FieldProblem[]> {
  return (await mutate(DELETE_WEBHOOK, { input: { id } })).deleteWebhook.userErrors;
}

export async function sendTest(id: string): Promise<FieldProblem[]> {
  return webhooksChanged((await mutate(SEND_TEST_WEBHOOK, { input: { id } })).sendTestWebhook.userErrors);
}

export async function sendAgain(id: string): Promise<FieldProblem[]> {
  return webhooksChanged((await mutate(SEND_AGAIN, { input: { id } })).sendWebhookDeliveryAgain.userErrors);
}

function webhooksChanged(problems: FieldProblem[]): FieldProblem[] {
  if (problems.length === 0) revalidatePath("/settings/webhooks", "layout");
  return problems;
}
