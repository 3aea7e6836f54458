import type { Ctx } from "@/server/ctx";
import { type CustomerRow, ownersOf } from "@/server/customers/customer-row";
import { findCustomer } from "@/server/customers/list-customers";
import { type CreateCustomer, createCustomer } from "@/server/customers/save-customer";
import { UserError } from "@/server/errors";

let number = 0;

/** A customer with an address of their own; name only what matters to the test. */
export async function aCustomer(ctx: Ctx, input: CreateCustomer = {}): Promise<CustomerRow> {
  number += 1;
  const email = input.email === undefined && input.mobile === undefined ? `customer${number}@example.com` : input.email;
  return customerWith(ctx, await createCustomer(ctx, { sendInvitation: false, ...input, email }));
}

/** The customer with this id, as they are now. */
export async function customerWith(ctx: Ctx, id: number): Promise<CustomerRow> {
  const row = await findCustomer(ctx, id);
  if (!row) throw new Error(`There is no customer ${id}.`);
  return row;
}

/** Whom an e-mail key belongs to. */
export async function ownerOf(ctx: Ctx, emailKey: string): Promise<number | undefined> {
  return (await ownersOf(ctx.db, "email", [emailKey])).get(emailKey);
}

/** What the user is told is wrong: `path: message`. Fails when nothing is. */
export async function problemsOf(work: Promise<unknown>): Promise<{ path: string; code: string; message: string }[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error("Nothing was refused.");
}
