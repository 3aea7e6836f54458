/** What each switch does, in the one sentence that stands at it everywhere. */
export const SWITCH_SENTENCES = {
  isActive:
    "Whether the customer may log in to the Customer Hub; when off, they first confirm their e-mail or set a password.",
  hubAccess:
    "Whether the Customer Hub lets them in; when off, they only see how to contact support, and their e-mails still make tickets.",
} as const;
