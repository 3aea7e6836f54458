import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { GraphQLContext } from "@/graphql/context";
import { withUserErrors } from "@/graphql/errors";
import { confirmEmailChange } from "@/server/accounts/change-email";
import { type EmailChange, findEmailChange } from "@/server/accounts/find-email-change";
import { findLink } from "@/server/accounts/find-link";
import { registerCustomer } from "@/server/accounts/register-customer";
import { renewLink, requestConfirmation, requestPasswordReset } from "@/server/accounts/request-link";
import { confirmEmail, setPassword } from "@/server/accounts/set-password";
import { describeHub } from "@/server/settings/hub-settings";
import {
  type AccountLinkPurposeType,
  AccountLinkState,
  AccountLinkType,
  ConfirmEmailChangeInput,
  ConfirmEmailChangePayload,
  ConfirmEmailInput,
  ConfirmEmailPayload,
  HubType,
  RegisterCustomerInput,
  RegisterCustomerPayload,
  RenewLinkInput,
  RenewLinkPayload,
  RequestConfirmationInput,
  RequestConfirmationPayload,
  RequestPasswordResetInput,
  RequestPasswordResetPayload,
  SetPasswordInput,
  SetPasswordPayload,
} from "./hub-accounts.types";

const INPUT = { description: "What it is about." };

/** What people do about their own login, before they are signed in. */
@Resolver()
export class HubAccountsResolver {
  @Query(() => HubType, { description: "The Customer Hub, for everybody, signed in or not." })
  hub(@Ctx() { ctx }: GraphQLContext) {
    return describeHub(ctx);
  }

  @Query(() => AccountLinkType, { description: "What a link from an account mail is good for. Needs no sign-in." })
  async accountLink(
    @Arg("token", () => String, { description: "The secret in the link." }) token: string,
    @Ctx() { ctx }: GraphQLContext,
  ): Promise<AccountLinkType> {
    const link = await findLink(ctx, token);
    const change = link ? undefined : await findEmailChange(ctx, token);
    if (change) return changeLink(change);
    if (!link) return { state: AccountLinkState.UNKNOWN, asksForPassword: false, needsPassword: false };
    return {
      state: link.isExpired ? AccountLinkState.EXPIRED : AccountLinkState.VALID,
      purpose: link.purpose as AccountLinkPurposeType,
      email: link.isExpired ? null : link.email,
      asksForPassword: link.pendingPasswordHash !== null,
      needsPassword: !link.hasPassword,
    };
  }

  @Mutation(() => RequestPasswordResetPayload, {
    description: "Sends a link to set a new password, if there is such a customer. Needs no sign-in.",
  })
  requestPasswordReset(
    @Arg("input", () => RequestPasswordResetInput, INPUT) { email }: RequestPasswordResetInput,
    @Ctx() { ctx, linkLimits, client }: GraphQLContext,
  ) {
    return answerOf(() => requestPasswordReset(ctx, linkLimits, { email, address: client }));
  }

  @Mutation(() => RequestConfirmationPayload, {
    description: "Sends another link to confirm an address, if there is such a customer. Needs no sign-in.",
  })
  requestConfirmation(
    @Arg("input", () => RequestConfirmationInput, INPUT) { email }: RequestConfirmationInput,
    @Ctx() { ctx, linkLimits, client }: GraphQLContext,
  ) {
    return answerOf(() => requestConfirmation(ctx, linkLimits, { email, address: client }));
  }

  @Mutation(() => RenewLinkPayload, {
    description: "Sends another link in place of one that has expired, to the same address. Needs no sign-in.",
  })
  renewLink(
    @Arg("input", () => RenewLinkInput, INPUT) { token }: RenewLinkInput,
    @Ctx() { ctx, linkLimits, client }: GraphQLContext,
  ) {
    return answerOf(() => renewLink(ctx, linkLimits, { token, address: client }));
  }

  @Mutation(() => SetPasswordPayload, {
    description: "Sets the password of whoever has the link, once. Ends all their sessions. Needs no sign-in.",
  })
  setPassword(@Arg("input", () => SetPasswordInput, INPUT) input: SetPasswordInput, @Ctx() { ctx }: GraphQLContext) {
    return answerOf(() => setPassword(ctx, input));
  }

  @Mutation(() => ConfirmEmailPayload, {
    description: "Confirms the address of whoever has the link, once. Needs no sign-in.",
  })
  confirmEmail(
    @Arg("input", () => ConfirmEmailInput, INPUT) { token, password }: ConfirmEmailInput,
    @Ctx() { ctx, linkLimits, client }: GraphQLContext,
  ) {
    return answerOf(() => confirmEmail(ctx, linkLimits, { token, password: password ?? undefined, address: client }));
  }

  @Mutation(() => ConfirmEmailChangePayload, {
    description:
      "Confirms the address that a link was sent to, once. Where a change was asked for it becomes the customer's, and all their other sessions end. Needs no sign-in.",
  })
  confirmEmailChange(
    @Arg("input", () => ConfirmEmailChangeInput, INPUT) { token }: ConfirmEmailChangeInput,
    @Ctx() { ctx, caller }: GraphQLContext,
  ) {
    const sessionId = caller.kind === "hubSession" ? caller.claims.sessionId : "";
    return answerOf(() => confirmEmailChange(ctx, { token, sessionId }));
  }

  @Mutation(() => RegisterCustomerPayload, {
    description: "Registers for the Customer Hub; a mail asks for confirmation. Needs no sign-in.",
  })
  registerCustomer(
    @Arg("input", () => RegisterCustomerInput, INPUT) input: RegisterCustomerInput,
    @Ctx() { ctx, linkLimits, client }: GraphQLContext,
  ) {
    const { email, password, firstName, lastName } = input;
    const typed = { email, password, firstName: firstName ?? "", lastName: lastName ?? "", address: client };
    return answerOf(() => registerCustomer(ctx, linkLimits, typed));
  }
}

const changeLink = ({ purpose, isExpired, email }: EmailChange): AccountLinkType => ({
  state: isExpired ? AccountLinkState.EXPIRED : AccountLinkState.VALID,
  purpose: purpose as AccountLinkPurposeType,
  email: isExpired ? null : email,
  asksForPassword: false,
  needsPassword: false,
});

/** Nothing comes back but what is to be put right: more would tell who is a customer here. */
const answerOf = (run: () => Promise<void>) =>
  withUserErrors(async () => {
    await run();
    return {};
  });
