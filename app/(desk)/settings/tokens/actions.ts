"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { CreateTokenInput } from "@/graphql/client/graphql";
import type { FieldProblem } from "../actions";

const CREATE_TOKEN = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) {
      secret
      userErrors {
        message
        path
      }
    }
  }
`);

const REVOKE_TOKEN = graphql(`
  mutation RevokeToken($input: RevokeTokenInput!) {
    revokeToken(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** The token itself, this once, or what is to be put right. */
export async function createToken(
  input: CreateTokenInput,
): Promise<{ secret: string | null; problems: FieldProblem[] }> {
  const { secret, userErrors: problems } = (await mutate(CREATE_TOKEN, { input })).createToken;
  if (problems.length === 0) revalidatePath("/settings/tokens");
  return { secret: secret ?? null, problems };
}

export async function revokeToken(id: string): Promise<FieldProblem[]> {
  const { userErrors: problems } = (await mutate(REVOKE_TOKEN, { input: { id } })).revokeToken;
  if (problems.length === 0) revalidatePath("/settings/tokens");
  return problems;
}
