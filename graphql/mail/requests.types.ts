import { Field, InputType, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";

@InputType("SendRequestInput", { description: "What somebody writes in the public request form." })
export class SendRequestInput {
  @Field(() => String, { nullable: true, description: "Their whole name, as in a mail." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Their address; it or the mobile must be given." })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "Their mobile number; it or the address must be given." })
  mobile?: string | null;

  @Field(() => String, { description: "What it is about, in a few words." })
  subject!: string;

  @Field(() => String, { description: "What they want to say, plain text." })
  body!: string;

  @Field(() => String, {
    nullable: true,
    description: "A random text made by the form, so that the same form sent again is no second request.",
  })
  submissionKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "For a field that people do not see: what fills it in waits for an agent and makes no ticket.",
  })
  leaveEmpty?: string | null;
}

@ObjectType("SendRequestPayload", { description: "The same whether there is such a customer or not." })
export class SendRequestPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}
