import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from "type-graphql";
import { forwardPage, PageInfo, toCursor } from "@/graphql/connection";
import type { GraphQLContext } from "@/graphql/context";
import { UserErrorType, withUserErrors } from "@/graphql/errors";
import { idOf, pageSize } from "@/graphql/ids";
import { UserError } from "@/server/errors";
import { countUnreadNotices, listNotices, type NoticeRow, readNotices } from "@/server/tickets/list-notices";
import { Notice, NoticeKind } from "@/server/tickets/notice.entity";
import { ownChoices, setNoticeChoices } from "@/server/tickets/notice-choices";
import { idAfter } from "./id-cursor";

@ObjectType("NoticeEdge", { description: "A notice and its place." })
export class NoticeEdge {
  @Field(() => String, { description: "Place, for `after`." })
  cursor!: string;

  @Field(() => Notice, { description: "The notice." })
  node!: NoticeRow;
}

@ObjectType("NoticeConnection", { description: "A page of notices (Relay)." })
export class NoticeConnection {
  @Field(() => [NoticeEdge], { description: "The notices with their cursors." })
  edges!: NoticeEdge[];

  @Field(() => [Notice], { description: "The notices alone." })
  nodes!: NoticeRow[];

  @Field(() => PageInfo, { description: "Where the page lies." })
  pageInfo!: PageInfo;
}

@ObjectType("NoticeChoice", { description: "Whether the agent is told of one kind of thing, and how." })
export class NoticeChoiceType {
  @Field(() => NoticeKind, { description: "What it is about." })
  kind!: NoticeKind;

  @Field(() => Boolean, { description: "By the bell on every page." })
  onScreen!: boolean;

  @Field(() => Boolean, { description: "By mail." })
  byMail!: boolean;
}

@InputType("NoticeChoiceInput", { description: "Whether to be told of one kind of thing, and how." })
export class NoticeChoiceInput {
  @Field(() => NoticeKind, { description: "What it is about." })
  kind!: NoticeKind;

  @Field(() => Boolean, { description: "By the bell on every page." })
  onScreen!: boolean;

  @Field(() => Boolean, { description: "By mail." })
  byMail!: boolean;
}

@InputType("SetNoticeChoicesInput", { description: "How the caller wants to be told." })
export class SetNoticeChoicesInput {
  @Field(() => [NoticeChoiceInput], { description: "Kinds that are left out stay as they are." })
  choices!: NoticeChoiceInput[];
}

@ObjectType("SetNoticeChoicesPayload", { description: "What setNoticeChoices did." })
export class SetNoticeChoicesPayload {
  @Field(() => [NoticeChoiceType], { nullable: true, description: "Every kind, as it is now." })
  choices?: NoticeChoiceType[] | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("ReadNoticesInput", { description: "Which notices the caller has seen." })
export class ReadNoticesInput {
  @Field(() => [ID], { nullable: true, description: "Up to 100 of them; all when not given." })
  ids?: string[] | null;
}

@ObjectType("ReadNoticesPayload", { description: "What readNotices did." })
export class ReadNoticesPayload {
  @Field(() => Int, { nullable: true, description: "How many are left unread, counted up to 100." })
  unreadCount?: number | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@Resolver(() => Notice)
export class NoticesResolver {
  @Query(() => NoticeConnection, {
    description: "What the calling agent was told of, newest first, kept for 90 days. Needs ticket.view.",
  })
  async notices(
    @Ctx() { ctx }: GraphQLContext,
    @Arg("first", () => Int, { nullable: true, description: "Page size, 1 to 100; 20 when not given." }) first?: number,
    @Arg("after", () => String, { nullable: true, description: "Cursor after which the page begins." }) after?: string,
  ) {
    const { rows, hasMore } = await listNotices(ctx, { first: pageSize(first, 20, 100), before: idAfter(after) });
    return forwardPage(rows, hasMore, !after, (row) => toCursor([row.id]));
  }

  @Query(() => Int, {
    description: "How many notices the calling agent has not seen, counted up to 100. Needs ticket.view.",
  })
  unreadNoticeCount(@Ctx() { ctx }: GraphQLContext) {
    return countUnreadNotices(ctx);
  }

  @Query(() => [NoticeChoiceType], {
    description: "How the calling agent is told of each kind of thing; empty for a token. Needs ticket.edit.",
  })
  noticeChoices(@Ctx() { ctx }: GraphQLContext) {
    return ownChoices(ctx);
  }

  @Mutation(() => SetNoticeChoicesPayload, {
    description: "Sets how the calling agent is told. Needs ticket.edit.",
  })
  setNoticeChoices(
    @Arg("input", () => SetNoticeChoicesInput, { description: "The choices." }) input: SetNoticeChoicesInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      await setNoticeChoices(ctx, input.choices);
      return { choices: await ownChoices(ctx) };
    });
  }

  @Mutation(() => ReadNoticesPayload, { description: "Marks the calling agent's notices as seen. Needs ticket.edit." })
  readNotices(
    @Arg("input", () => ReadNoticesInput, { description: "Which ones." }) input: ReadNoticesInput,
    @Ctx() { ctx }: GraphQLContext,
  ) {
    return withUserErrors(async () => {
      if (input.ids && input.ids.length > 100) throw new UserError("ids", "Name at most 100 at a time.");
      await readNotices(ctx, input.ids?.map(idOf));
      return { unreadCount: await countUnreadNotices(ctx) };
    });
  }

  @FieldResolver(() => Int, { description: "The number of the ticket that it is about." })
  ticketNumber(@Root() notice: NoticeRow) {
    return notice.ticketId;
  }

  @FieldResolver(() => String, { description: "The ticket's subject." })
  ticketSubject(@Root() notice: NoticeRow) {
    return notice.ticketSubject;
  }
}
