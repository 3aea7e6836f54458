"use server";

import { revalidatePath } from "next/cache";
import { mutate } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { CreateAgentInput, UpdateAgentInput } from "@/graphql/client/graphql";
import type { FieldProblem } from "../actions";

const CREATE_AGENT = graphql(`
  mutation CreateAgent($input: CreateAgentInput!) {
    createAgent(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const INVITE_AGENT_AGAIN = graphql(`
  mutation InviteAgentAgain($input: InviteAgentAgainInput!) {
    inviteAgentAgain(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

const UPDATE_AGENT = graphql(`
  mutation UpdateAgent($input: UpdateAgentInput!) {
    updateAgent(input: $input) {
      userErrors {
        message
        path
      }
    }
  }
`);

/** Each returns what is to be put right; nothing when it worked. */
export async function createAgent(input: CreateAgentInput): Promise<FieldProblem[]> {
  return agentsChanged((await mutate(CREATE_AGENT, { input })).createAgent.userErrors);
}

export async function inviteAgain(id: string): Promise<FieldProblem[]> {
  return agentsChanged((await mutate(INVITE_AGENT_AGAIN, { input: { id } })).inviteAgentAgain.userErrors);
}

export async function updateAgent(input: UpdateAgentInput): Promise<FieldProblem[]> {
  return agentsChanged((await mutate(UPDATE_AGENT, { input })).updateAgent.userErrors);
}

/** One's own name stands in the corner of every page. */
function agentsChanged(problems: FieldProblem[]): FieldProblem[] {
  if (problems.length === 0) revalidatePath("/", "layout");
  return problems;
}
