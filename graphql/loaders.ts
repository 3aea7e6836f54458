import DataLoader from "dataloader";
import type { Ctx } from "@/server/ctx";
import type { AttributeDefinition } from "@/server/customers/attribute-definition.entity";
import { allDefinitions } from "@/server/customers/attribute-definitions";
import { type AttributeRow, attributesOf } from "@/server/customers/attributes-of";
import { type CustomerRow, selectCustomers } from "@/server/customers/customer-row";
import { placeholders } from "@/server/db";
import { type GrantRow, grantsOf } from "@/server/organisations/grants-of";
import { type OrganisationRow, organisationsWithIds } from "@/server/organisations/organisations";

/** One set a request: what hangs on each of many customers is fetched once for all of them. */
export interface Loaders {
  definitions(): Promise<AttributeDefinition[]>;
  attributes: DataLoader<number, AttributeRow[]>;
  grants: DataLoader<number, GrantRow[]>;
  customers: DataLoader<number, CustomerRow | undefined>;
  organisations: DataLoader<number, OrganisationRow | undefined>;
}

export function createLoaders(ctx: Ctx): Loaders {
  let definitions: Promise<AttributeDefinition[]> | undefined;
  return {
    definitions() {
      definitions ??= allDefinitions(ctx);
      return definitions;
    },
    attributes: new DataLoader(async (ids) => {
      const rows = await attributesOf(ctx.db, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    grants: new DataLoader(async (ids) => {
      const rows = await grantsOf(ctx.db, ids);
      return ids.map((id) => rows.get(id) ?? []);
    }),
    customers: new DataLoader(async (ids) => {
      const found = await selectCustomers(ctx.db, `WHERE c.id IN ${placeholders(ids.length)}`, [...ids]);
      const byId = new Map(found.map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id));
    }),
    organisations: new DataLoader(async (ids) => {
      const byId = new Map((await organisationsWithIds(ctx, ids)).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id));
    }),
  };
}
