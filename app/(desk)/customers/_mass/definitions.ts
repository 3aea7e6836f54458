"use server";

import { query } from "@/app/_lib/query";
import { graphql } from "@/graphql/client";
import type { AttributesToSetQuery } from "@/graphql/client/graphql";

const DEFINITIONS = graphql(`
  query AttributesToSet {
    attributeDefinitions {
      name
      type
      choices
    }
  }
`);

export type Definition = AttributesToSetQuery["attributeDefinitions"][number];

/** The attributes that a mass action can set. */
export async function listDefinitions(): Promise<Definition[]> {
  return (await query(DEFINITIONS, {})).attributeDefinitions;
}
