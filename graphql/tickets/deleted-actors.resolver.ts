import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { ActivityEntryType } from "@/graphql/activity/activity.types";
import type { GraphQLContext } from "@/graphql/context";
import type { NoticeRow } from "@/server/tickets/list-notices";
import { Notice } from "@/server/tickets/notice.entity";
import { TicketChangeType } from "./tickets.types";

interface Acted {
  actorKind: string;
  actorId: number | null;
}

const DESCRIPTION = "Whether it was a customer who is deleted now: their name is then struck through.";

async function isDeletedCustomer({ actorKind, actorId }: Acted, { loaders }: GraphQLContext): Promise<boolean> {
  if (actorKind !== "customer" || actorId === null) return false;
  // Who was merged into another customer is that one.
  return (await loaders.survivors.load(actorId))?.isDeleted ?? true;
}

@Resolver(() => Notice)
export class ActorsOfNoticesResolver {
  @FieldResolver(() => Boolean, { description: DESCRIPTION })
  actorIsDeleted(@Root() { actorCustomerId: actorId }: NoticeRow, @Ctx() context: GraphQLContext) {
    return isDeletedCustomer({ actorKind: "customer", actorId }, context);
  }
}

@Resolver(() => TicketChangeType)
export class TicketChangesResolver {
  @FieldResolver(() => Boolean, { description: DESCRIPTION })
  actorIsDeleted(@Root() change: Acted, @Ctx() context: GraphQLContext) {
    return isDeletedCustomer(change, context);
  }
}

@Resolver(() => ActivityEntryType)
export class ActorsOfTimelinesResolver {
  @FieldResolver(() => Boolean, { description: DESCRIPTION })
  actorIsDeleted(@Root() entry: Acted, @Ctx() context: GraphQLContext) {
    return isDeletedCustomer(entry, context);
  }
}
