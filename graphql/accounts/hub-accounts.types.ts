import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";

@ObjectType("HubContact", { description: "Whom a customer can turn to. Each part is empty where the desk has none." })
export class HubContactType {
  @Field(() => String, { description: "The support department's name." })
  name!: string;

  @Field(() => String, { description: "Its e-mail address." })
  email!: string;

  @Field(() => String, { description: "Its phone number." })
  phone!: string;

  @Field(() => String, { description: "When it can be reached." })
  hours!: string;

  @Field(() => String, { description: "A page with more, an http or https address." })
  link!: string;
}

@ObjectType("Hub", { description: "The Customer Hub, as everybody may know it." })
export class HubType {
  @Field(() => String, { description: "What the desk calls itself." })
  deskName!: string;

  @Field(() => String, { nullable: true, description: "Path of the desk's logo, for everybody; null for none." })
  logoUrl!: string | null;

  @Field(() => Boolean, { description: "Whether customers can sign in at all." })
  isActivated!: boolean;

  @Field(() => Boolean, { description: "Whether `sendRequest` takes anything in." })
  hasRequestForm!: boolean;

  @Field(() => HubContactType, {
    nullable: true,
    description: "Whom to turn to, for a customer who has signed in, also while their access is off; null for others.",
  })
  contact?: HubContactType | null;
}

export enum AccountLinkState {
  VALID = "valid",
  EXPIRED = "expired",
  UNKNOWN = "unknown",
}
registerEnumType(AccountLinkState, {
  name: "AccountLinkState",
  description: "Whether a link from an account mail still opens something.",
  valuesConfig: {
    VALID: { description: "It can be used, once." },
    EXPIRED: { description: "It is too old; `renewLink` sends another." },
    UNKNOWN: { description: "It was used, replaced by a newer one, or never was." },
  },
});

export enum AccountLinkPurposeType {
  CONFIRM = "confirm",
  INVITATION = "invitation",
  RESET = "reset",
  CHANGE = "change",
  ADDRESS = "address",
}
registerEnumType(AccountLinkPurposeType, {
  name: "AccountLinkPurpose",
  description: "Why a link was sent.",
  valuesConfig: {
    CONFIRM: { description: "To confirm an address." },
    INVITATION: { description: "To set the first password." },
    RESET: { description: "To set a new password." },
    CHANGE: { description: "To confirm an address that a customer wants to change to." },
    ADDRESS: { description: "To confirm one that they have beside the primary one." },
  },
});

@ObjectType("AccountLink", { description: "What a link from an account mail is good for. Looking changes nothing." })
export class AccountLinkType {
  @Field(() => AccountLinkState, { description: "Whether it still opens something." })
  state!: AccountLinkState;

  @Field(() => AccountLinkPurposeType, { nullable: true, description: "Why it was sent; null for an unknown one." })
  purpose?: AccountLinkPurposeType | null;

  @Field(() => String, { nullable: true, description: "The address that it was sent to; null unless it is valid." })
  email?: string | null;

  @Field(() => Boolean, { description: "Whether confirming asks for the password that was given at registration." })
  asksForPassword!: boolean;

  @Field(() => Boolean, { description: "Whether the customer has no password yet and must set one." })
  needsPassword!: boolean;
}

@InputType("RequestPasswordResetInput", { description: "Whose password is forgotten." })
export class RequestPasswordResetInput {
  @Field(() => String, { description: "The customer's address, in any spelling." })
  email!: string;
}

@ObjectType("RequestPasswordResetPayload", { description: "The same whether there is such a customer or not." })
export class RequestPasswordResetPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}

@InputType("RequestConfirmationInput", { description: "Which address is to be confirmed." })
export class RequestConfirmationInput {
  @Field(() => String, { description: "The customer's address, in any spelling." })
  email!: string;
}

@ObjectType("RequestConfirmationPayload", { description: "The same whether there is such a customer or not." })
export class RequestConfirmationPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}

@InputType("RenewLinkInput", { description: "Which link has expired." })
export class RenewLinkInput {
  @Field(() => String, { description: "The secret in the old link." })
  token!: string;
}

@ObjectType("RenewLinkPayload", { description: "What renewLink did." })
export class RenewLinkPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when another link is on its way." })
  userErrors!: UserErrorType[];
}

@InputType("SetPasswordInput", { description: "A new password, by a link from a mail." })
export class SetPasswordInput {
  @Field(() => String, { description: "The secret in the link." })
  token!: string;

  @Field(() => String, { description: "At least 12 characters; no common password, not one's own name or address." })
  password!: string;
}

@ObjectType("SetPasswordPayload", { description: "What setPassword did." })
export class SetPasswordPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when the password is set." })
  userErrors!: UserErrorType[];
}

@InputType("ConfirmEmailInput", { description: "An address to confirm, by a link from a mail." })
export class ConfirmEmailInput {
  @Field(() => String, { description: "The secret in the link." })
  token!: string;

  @Field(() => String, { nullable: true, description: "The password given at registration, where there was one." })
  password?: string | null;
}

@ObjectType("ConfirmEmailPayload", { description: "What confirmEmail did." })
export class ConfirmEmailPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when the address is confirmed." })
  userErrors!: UserErrorType[];
}

@InputType("RegisterCustomerInput", { description: "Who wants to use the Customer Hub." })
export class RegisterCustomerInput {
  @Field(() => String, { description: "Their address; a mail to it asks for confirmation." })
  email!: string;

  @Field(() => String, { nullable: true, description: "First name." })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: "Last name." })
  lastName?: string | null;

  @Field(() => String, { description: "At least 12 characters; no common password, not one's own name or address." })
  password!: string;
}

@ObjectType("RegisterCustomerPayload", { description: "The same whether there is such a customer or not." })
export class RegisterCustomerPayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when it was taken in." })
  userErrors!: UserErrorType[];
}

@InputType("ConfirmEmailChangeInput", { description: "A new address to confirm, by a link from a mail." })
export class ConfirmEmailChangeInput {
  @Field(() => String, { description: "The secret in the link." })
  token!: string;
}

@ObjectType("ConfirmEmailChangePayload", { description: "What confirmEmailChange did." })
export class ConfirmEmailChangePayload {
  @Field(() => [UserErrorType], { description: "What to put right; empty when the address is changed." })
  userErrors!: UserErrorType[];
}
