import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from "type-graphql";
import { ActivityConnection, type ActivityEntryType } from "@/graphql/activity/activity.types";
import { forwardPage, fromCursor, notOurCursor, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import type { ActivityPlace } from "@/server/activity/list-activity";
import { Customer } from "@/server/customers/customer.entity";
import type { CustomerRow } from "@/server/customers/customer-row";
import type { CustomerView } from "@/server/customers/customer-view";
import { initials } from "@/server/customers/identity/person-name";
import {
  countCustomers,
  findCustomer,
  findCustomerByEmail,
  listCustomers,
  planCustomers,
} from "@/server/customers/list-customers";
import type { Plan } from "@/server/customers/plan-view";
import { createCustomer, type SaveCustomer, updateCustomer } from "@/server/customers/save-customer";
import { isDbTime } from "@/server/db";
import { notFound, UserError } from "@/server/errors";
import { Organisation } from "@/server/organisations/organisation.entity";
import type { OrganisationRow } from "@/server/organisations/organisations";
import { allow } from "@/server/permissions";
import {
  CreateCustomerInput,
  CreateCustomerPayload,
  CustomerAttributeType,
  CustomerConnection,
  type CustomerFieldsInput,
  type CustomerFilterInput,
  CustomersArgs,
  OrganisationGrantType,
  SortDirection,
  UpdateCustomerInput,
  UpdateCustomerPayload,
} from "./customers.types";
import { nameOf } from "./merges.resolver";

type OrganisationOfCustomer = Pick<OrganisationRow, "id" | "name" | "createdAt">;

/** Carried from the list to the fields that count it, which run only when they are asked for. */
type ConnectionRoot = CustomerConnection & {
  view: CustomerView;
  plan: Plan;
  counted?: ReturnType<typeof countCustomers>;
};

@Resolver(() => Customer)
export class CustomersResolver {
  @Query(() => CustomerConnection, {
    description: "The customer list: search, filter, sort, pages. Needs customer.view.",
  })
  async customers(@Args(() => CustomersArgs) args: CustomersArgs, @Ctx() { ctx }: GraphQLContext) {
    const { first, last, after, before } = args;
    if (first != null && last != null) throw new UserError("last", "Give first or last, not both.");
    if ((last == null && before != null) || (last != null && after != null)) {
      throw new UserError("before", "Walk forward with first and after, or backward with last and before.");
    }
    const view: CustomerView = { query: args.query, filter: filterOf(args.filter) };
    const plan = await planCustomers(ctx, view);
    const page = await listCustomers(ctx, {
      ...view,
      plan,
      sort: args.sort
        ? { field: args.sort.field, isDescending: args.sort.direction === SortDirection.DESC }
        : undefined,
      direction: last == null ? "forward" : "backward",
      size: last ?? first ?? 25,
      cursor: after ?? before ?? undefined,
    });
    const edges = page.rows.map(({ row, cursor }) => ({ node: row, cursor }));
    return {
      view,
      plan,
      edges,
      nodes: edges.map((edge) => edge.node),
      pageInfo: {
        hasNextPage: page.hasNextPage,
        hasPreviousPage: page.hasPreviousPage,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
    };
  }

  @Query(() => Customer, {
    nullable: true,
    description: "One customer, deleted and merged ones included. NOT_FOUND when there is none. Needs customer.view.",
  })
  async customer(
    @Arg("id", () => ID, { description: "The customer's id." }) id: string,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const row = await findCustomer(ctx, idOf(id));
    if (!row) throw notFound("customer");
    return row;
  }

  @Query(() => Customer, {
    nullable: true,
    description: "The customer who has this address, in any spelling; null when nobody has. Needs customer.view.",
  })
  customerByEmail(
    @Arg("email", () => String, { description: "The address." }) email: string,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return findCustomerByEmail(ctx, email);
  }

  @Mutation(() => CreateCustomerPayload, { description: "Makes a customer. Needs customer.create." })
  createCustomer(
    @Arg("input", () => CreateCustomerInput, { description: "The customer." }) input: CreateCustomerInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      const id = await createCustomer(ctx, { ...saveOf(input), sendInvitation: input.sendInvitation ?? undefined });
      return { customer: await findCustomer(ctx, id) };
    });
  }

  @Mutation(() => UpdateCustomerPayload, { description: "Changes a customer. Needs customer.edit." })
  async updateCustomer(
    @Arg("input", () => UpdateCustomerInput, { description: "The changes." }) input: UpdateCustomerInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    const id = idOf(input.id);
    const payload: UpdateCustomerPayload = await withUserErrors(async () => {
      const sendInvitation = input.sendInvitation ?? undefined;
      await updateCustomer(ctx, { ...saveOf(input), id, version: input.version ?? undefined, sendInvitation });
      return { customer: await findCustomer(ctx, id) };
    });
    const isConflict = payload.userErrors.some((error) => error.code === "CHANGED_MEANWHILE");
    return isConflict ? { ...payload, customer: await findCustomer(ctx, id) } : payload;
  }

  @FieldResolver(() => String, { nullable: true, description: "Primary e-mail address as it was entered." })
  email(@Root() customer: CustomerRow) {
    return customer.email;
  }

  @FieldResolver(() => String, { nullable: true, description: "Primary mobile number as it was entered." })
  mobile(@Root() customer: CustomerRow) {
    return customer.mobile;
  }

  @FieldResolver(() => String, { description: "First and last name, else e-mail, else mobile." })
  displayName(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    return nameOf(loaders, customer);
  }

  @FieldResolver(() => Boolean, {
    description: "Whether they have ever set a password for the Customer Hub. Needs customer.view.",
  })
  hasPassword(@Root() customer: CustomerRow, @Ctx() { ctx, loaders }: GraphQLContext) {
    allow(ctx.actor, "customer.view");
    return loaders.passwords.load(customer.id);
  }

  @FieldResolver(() => String, { description: "One or two letters for the round mark beside the name." })
  initials(@Root() customer: CustomerRow) {
    return initials(customer);
  }

  @FieldResolver(() => Organisation, { nullable: true, description: "The organisation they belong to." })
  organisation(@Root() customer: CustomerRow): OrganisationOfCustomer | null {
    const { organisationId: id, organisationName: name, organisationCreatedAt: createdAt } = customer;
    // Read with the customer: a statement of their own for the organisations of a page costs as much as a third of it.
    return id === null || name === null || createdAt === null ? null : { id, name, createdAt };
  }

  @FieldResolver(() => [CustomerAttributeType], {
    description: "Values beside the fixed fields, in the order of their definitions.",
  })
  attributes(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    return loaders.attributes.load(customer.id);
  }

  @FieldResolver(() => [OrganisationGrantType], {
    description: "The organisations whose tickets they may see or act on.",
  })
  async organisationAccess(@Root() customer: CustomerRow, @Ctx() { loaders }: GraphQLContext) {
    const grants = await loaders.grants.load(customer.id);
    return Promise.all(
      grants.map(async (grant) => ({
        organisation: await loaders.organisations.load(grant.organisationId),
        level: grant.level,
      })),
    );
  }

  @FieldResolver(() => ID, { nullable: true, description: "The n of “import #n”, for a customer made by an import." })
  sourceImportId(@Root() customer: CustomerRow) {
    return customer.sourceImportId;
  }

  @FieldResolver(() => ActivityConnection, { description: "The timeline, newest first." })
  async activity(
    @Root() customer: CustomerRow,
    @Ctx() { loaders }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const page = { first: pageSize(first, 20, 100), before: activityPlace(after) };
    const { rows, hasMore } = await loaders.activity(page).load(customer.id);
    return forwardPage<ActivityEntryType>(rows, hasMore, !after, (row) => toCursor([row.occurredAt, row.id]));
  }
}

@Resolver(() => CustomerConnection)
export class CustomerConnectionResolver {
  @FieldResolver(() => Int, {
    description: "How many match: exact up to 10,000; beyond that 10,000, and `totalCountIsExact` is false.",
  })
  async totalCount(@Root() root: ConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).count;
  }

  @FieldResolver(() => Boolean, { description: "False when there are more than `totalCount`." })
  async totalCountIsExact(@Root() root: ConnectionRoot, @Ctx() { ctx }: GraphQLContext) {
    return (await counted(ctx, root)).isExact;
  }
}

function activityPlace(after: string | undefined): ActivityPlace | undefined {
  const place = fromCursor(after);
  if (!place) return undefined;
  const [occurredAt, id] = place;
  if (typeof id === "number" && typeof occurredAt === "string" && isDbTime(occurredAt)) return { occurredAt, id };
  throw notOurCursor();
}

function counted(ctx: GraphQLContext["ctx"], root: ConnectionRoot) {
  root.counted ??= countCustomers(ctx, root.view, root.plan);
  return root.counted;
}

/** GraphQL's null means "not given" in a filter. */
export function filterOf(input: CustomerFilterInput | null | undefined): CustomerView["filter"] {
  if (!input) return undefined;
  const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null)) as CustomerFilterInput;
  const { organisationId, importId } = given;
  return {
    ...given,
    organisationId: organisationId === undefined ? undefined : idOf(organisationId),
    importId: importId === undefined ? undefined : idOf(importId),
  };
}

function saveOf(input: CustomerFieldsInput): SaveCustomer {
  return {
    email: input.email,
    mobile: input.mobile,
    firstName: input.firstName,
    lastName: input.lastName,
    organisationId: input.organisationId == null ? input.organisationId : idOf(input.organisationId),
    attributes: input.attributes ?? undefined,
    isActive: input.isActive ?? undefined,
    hubAccess: input.hubAccess ?? undefined,
  };
}
