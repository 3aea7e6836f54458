import { Arg, Ctx, Field, FieldResolver, ID, InputType, Int, Mutation, ObjectType, Resolver, Root } from "type-graphql";
import { forwardPage, PageInfo, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { UserErrorType, withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { idAfter } from "@/graphql/tickets/id-cursor";
import { Customer } from "@/server/customers/customer.entity";
import { CustomerNote } from "@/server/customers/customer-note.entity";
import {
  addCustomerNote,
  deleteCustomerNote,
  type NoteRow,
  updateCustomerNote,
} from "@/server/customers/customer-notes";
import type { CustomerRow } from "@/server/customers/customer-row";
import { changeCustomerTags } from "@/server/customers/customer-tags";
import { allow } from "@/server/permissions";

@ObjectType("CustomerNoteEdge", { description: "A note and its place." })
export class CustomerNoteEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => CustomerNote, { description: "The note." })
  node!: NoteRow;
}

@ObjectType("CustomerNoteConnection", { description: "A page of the notes on a customer (Relay)." })
export class CustomerNoteConnection {
  @Field(() => [CustomerNoteEdge], { description: "The notes with their cursors." })
  edges!: CustomerNoteEdge[];

  @Field(() => [CustomerNote], { description: "The notes alone." })
  nodes!: NoteRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@InputType("AddCustomerNoteInput", { description: "A note on a customer, for agents alone." })
export class AddCustomerNoteInput {
  @Field(() => ID, { description: "Which customer." })
  customerId!: string;

  @Field(() => String, { description: "Plain text of up to 10,000 characters." })
  body!: string;
}

@InputType("UpdateCustomerNoteInput", { description: "A change to a note of one's own." })
export class UpdateCustomerNoteInput {
  @Field(() => ID, { description: "Which note." })
  id!: string;

  @Field(() => String, { description: "Plain text of up to 10,000 characters." })
  body!: string;
}

@InputType("DeleteCustomerNoteInput", { description: "Which note of one's own to remove." })
export class DeleteCustomerNoteInput {
  @Field(() => ID, { description: "Which note." })
  id!: string;
}

@InputType("ChangeCustomerTagsInput", { description: "What to add to a customer's tags, and what to take off." })
export class ChangeCustomerTagsInput {
  @Field(() => ID, { description: "Which customer." })
  customerId!: string;

  @Field(() => [String], { nullable: true, description: "Tags of up to 60 characters; a customer has up to 20." })
  add?: string[] | null;

  @Field(() => [String], { nullable: true, description: "Tags to take off, whatever their case and accents." })
  remove?: string[] | null;
}

@ObjectType("AddCustomerNotePayload", { description: "What addCustomerNote did." })
export class AddCustomerNotePayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("UpdateCustomerNotePayload", { description: "What updateCustomerNote did." })
export class UpdateCustomerNotePayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("DeleteCustomerNotePayload", { description: "What deleteCustomerNote did." })
export class DeleteCustomerNotePayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@ObjectType("ChangeCustomerTagsPayload", { description: "What changeCustomerTags did." })
export class ChangeCustomerTagsPayload {
  @Field(() => Customer, { nullable: true, description: "The customer as they are now." })
  customer?: CustomerRow | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@Resolver(() => Customer)
export class NotesAndTagsResolver {
  @FieldResolver(() => [String], { description: "The customer's tags, in the order of the alphabet." })
  tags(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.customerTags.load(customer.id);
  }

  @FieldResolver(() => CustomerNoteConnection, {
    description: "What agents wrote down about the customer, newest first.",
  })
  async notes(
    @Root() customer: CustomerRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), after: idAfter(after) };
    const { rows, hasMore } = await loaders.customerNotes(page).load(customer.id);
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Mutation(() => AddCustomerNotePayload, { description: "Writes a note on a customer. Needs customer.edit." })
  addCustomerNote(
    @Arg("input", () => AddCustomerNoteInput, { description: "The note." }) input: AddCustomerNoteInput,
    @Ctx() context: GraphQLContext,
  ) {
    const customerId = idOf(input.customerId);
    return answered(context, () =>
      addCustomerNote(context.ctx, { customerId, body: input.body }).then(() => customerId),
    );
  }

  @Mutation(() => UpdateCustomerNotePayload, {
    description: "Changes a note of the calling agent's own. Needs customer.edit.",
  })
  updateCustomerNote(
    @Arg("input", () => UpdateCustomerNoteInput, { description: "The change." }) input: UpdateCustomerNoteInput,
    @Ctx() context: GraphQLContext,
  ) {
    return answered(context, () => updateCustomerNote(context.ctx, { id: idOf(input.id), body: input.body }));
  }

  @Mutation(() => DeleteCustomerNotePayload, {
    description: "Removes a note of the calling agent's own. Needs customer.edit.",
  })
  deleteCustomerNote(
    @Arg("input", () => DeleteCustomerNoteInput, { description: "Which note." }) input: DeleteCustomerNoteInput,
    @Ctx() context: GraphQLContext,
  ) {
    return answered(context, () => deleteCustomerNote(context.ctx, idOf(input.id)));
  }

  @Mutation(() => ChangeCustomerTagsPayload, {
    description: "Adds tags to a customer and takes tags off. Needs customer.edit.",
  })
  changeCustomerTags(
    @Arg("input", () => ChangeCustomerTagsInput, { description: "The change." }) input: ChangeCustomerTagsInput,
    @Ctx() context: GraphQLContext,
  ) {
    const customerId = idOf(input.customerId);
    return answered(context, () => changeCustomerTags(context.ctx, { ...input, customerId }).then(() => customerId));
  }
}

/** Runs a change and answers with the customer whom it was about, for those who may see them. */
function answered({ ctx, loaders }: GraphQLContext, change: () => Promise<number>) {
  return withUserErrors(async () => {
    const customerId = await change();
    allow(ctx.actor, "customer.view");
    return { customer: await loaders.customers.load(customerId) };
  });
}

@Resolver(() => CustomerNote)
export class CustomerNotesResolver {
  @FieldResolver(() => Boolean, { description: "Whether the caller wrote it, and so may change and remove it." })
  isOwn(@Root() note: NoteRow, @Ctx() { ctx }: GraphQLContext) {
    return ctx.actor.kind === "agent" && ctx.actor.id === note.authorId;
  }
}
