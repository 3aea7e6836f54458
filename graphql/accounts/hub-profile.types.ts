import { Field, InputType, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";

@ObjectType("HubProfile", { description: "What the signed-in customer sees of themselves." })
export class HubProfileType {
  @Field(() => String, { description: "First name; may be empty." })
  firstName!: string;

  @Field(() => String, { description: "Last name; may be empty." })
  lastName!: string;

  @Field(() => String, { nullable: true, description: "The address that they sign in with." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "Mobile number as it was typed; null for none." })
  mobile!: string | null;
}

@InputType("UpdateHubProfileInput", { description: "What to change. What is left out stays, empty text empties." })
export class UpdateHubProfileInput {
  @Field(() => String, { nullable: true, description: "First name." })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: "Last name." })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: "Mobile number in any spelling." })
  mobile?: string | null;
}

@ObjectType("UpdateHubProfilePayload", { description: "What updateHubProfile did." })
export class UpdateHubProfilePayload {
  @Field(() => HubProfileType, { nullable: true, description: "The profile as it is now." })
  profile?: HubProfileType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("ChangeHubPasswordInput", { description: "The old password and the new one." })
export class ChangeHubPasswordInput {
  @Field(() => String, { description: "The password of now." })
  oldPassword!: string;

  @Field(() => String, { description: "At least 12 characters." })
  newPassword!: string;
}

@ObjectType("ChangeHubPasswordPayload", { description: "What changeHubPassword did." })
export class ChangeHubPasswordPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("RequestHubEmailChangeInput", { description: "Another address for the signed-in customer." })
export class RequestHubEmailChangeInput {
  @Field(() => String, { description: "The password of now." })
  password!: string;

  @Field(() => String, { description: "The new address; a mail to it asks for confirmation." })
  email!: string;
}

@ObjectType("RequestHubEmailChangePayload", { description: "The same whether somebody has that address or not." })
export class RequestHubEmailChangePayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}
