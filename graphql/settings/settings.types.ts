import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { UserErrorType } from "@/graphql/errors";

@ObjectType("Settings", { description: "What admins set for the whole desk." })
export class SettingsType {
  @Field(() => String, { description: "The desk's name, in the corner and in mails." })
  deskName!: string;

  @Field(() => String, {
    nullable: true,
    description: "ISO 3166 code of the country assumed for phone numbers without a country code; null for none.",
  })
  defaultCountry!: string | null;

  @Field(() => Boolean, { description: "Whether customers can sign in to the Customer Hub at all." })
  hubActivated!: boolean;

  @Field(() => Boolean, { description: "Whether anybody can write to the desk in the Hub without signing in." })
  hasRequestForm!: boolean;

  @Field(() => Boolean, {
    description: "Whether new customers may use the Hub, whoever or whatever makes them, where nothing else is said.",
  })
  newCustomersHaveHubAccess!: boolean;

  @Field(() => Boolean, {
    description:
      "Whether whoever writes a mail that becomes a ticket is told so; never in answer to an automatic mail.",
  })
  sendsReceipts!: boolean;

  @Field(() => Int, { description: "At most so many automatic answers go to one address within an hour." })
  automaticAnswersPerHour!: number;

  @Field(() => String, { description: "The support department, as customers are told when their access is off." })
  contactName!: string;

  @Field(() => String, { description: "Its e-mail address; empty for none." })
  contactEmail!: string;

  @Field(() => String, { description: "Its phone number; empty for none." })
  contactPhone!: string;

  @Field(() => String, { description: "When it can be reached; empty for none." })
  contactHours!: string;

  @Field(() => String, { description: "A page with more, an http or https address; empty for none." })
  contactLink!: string;
}

@InputType("UpdateSettingsInput", { description: "Settings to change. What is left out stays." })
export class UpdateSettingsInput {
  @Field(() => String, { nullable: true, description: "The desk's name, up to 60 characters." })
  deskName?: string | null;

  @Field(() => String, { nullable: true, description: "ISO 3166 code such as GB; null for none." })
  defaultCountry?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Whether customers can sign in to the Customer Hub at all." })
  hubActivated?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether anybody can write to the desk in the Hub without signing in.",
  })
  hasRequestForm?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether new customers may use the Hub, whoever or whatever makes them, where nothing else is said.",
  })
  newCustomersHaveHubAccess?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether whoever writes a mail that becomes a ticket is told so.",
  })
  sendsReceipts?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "At most so many automatic answers go to one address within an hour; from 1 to 100.",
  })
  automaticAnswersPerHour?: number | null;

  @Field(() => String, {
    nullable: true,
    description: "The support department, as customers are told when their access is off.",
  })
  contactName?: string | null;

  @Field(() => String, { nullable: true, description: "Its e-mail address; empty for none." })
  contactEmail?: string | null;

  @Field(() => String, { nullable: true, description: "Its phone number; empty for none." })
  contactPhone?: string | null;

  @Field(() => String, { nullable: true, description: "When it can be reached; empty for none." })
  contactHours?: string | null;

  @Field(() => String, { nullable: true, description: "A page with more, an http or https address; empty for none." })
  contactLink?: string | null;
}

@ObjectType("UpdateSettingsPayload", { description: "What updateSettings did." })
export class UpdateSettingsPayload {
  @Field(() => SettingsType, { nullable: true, description: "All settings as they are now." })
  settings?: SettingsType | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}

@InputType("SetLogoInput", { description: "What is to be the desk's logo." })
export class SetLogoInput {
  @Field(() => ID, { nullable: true, description: "An upload of the caller's own; null takes the logo away." })
  uploadId?: string | null;
}

@ObjectType("SetLogoPayload", { description: "What setLogo did." })
export class SetLogoPayload {
  @Field(() => String, { nullable: true, description: "Path of the logo; null for none." })
  logoUrl?: string | null;

  @Field(() => [UserErrorType], { description: "What to put right; empty when it worked." })
  userErrors!: UserErrorType[];
}
