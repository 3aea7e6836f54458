import type { Ctx } from "@/server/ctx";
import { logoUrl } from "./logo";
import { readSettings } from "./settings";

export interface Hub {
  deskName: string;
  logoUrl: string | null;
  isActivated: boolean;
  hasRequestForm: boolean;
  contact: { name: string; email: string; phone: string; hours: string; link: string } | null;
}

/**
 * What everybody may know of the Customer Hub. Whom to turn to is for customers who have proved who they are, those whose access is
 * off in the first place.
 */
export async function describeHub(ctx: Ctx): Promise<Hub> {
  const settings = await readSettings(ctx);
  const mayAsk = ctx.actor.kind === "customer" || ctx.actor.kind === "shutOut";
  const contact = {
    name: settings.contactName,
    email: settings.contactEmail,
    phone: settings.contactPhone,
    hours: settings.contactHours,
    link: settings.contactLink,
  };
  const { deskName, hubActivated: isActivated } = settings;
  return {
    deskName,
    logoUrl: await logoUrl(ctx),
    isActivated,
    hasRequestForm: isActivated && settings.hasRequestForm,
    contact: mayAsk ? contact : null,
  };
}
