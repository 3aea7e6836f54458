import type { AttributeType } from "@/graphql/client/graphql";

/** The table of attributes: where the keyboard goes on when the row it stood on is no longer there. */
export const ATTRIBUTES_ID = "attributes";

/** What each type is called on screen, with what it takes. */
export const ATTRIBUTE_TYPES: Record<AttributeType, { label: string; hint: string }> = {
  TEXT: { label: "Text", hint: "Anything, up to 2,000 characters." },
  NUMBER: { label: "Number", hint: "Numbers with or without decimals." },
  YES_NO: { label: "Yes or no", hint: "One of the two." },
  DATE: { label: "Date", hint: "A calendar date." },
  CHOICE: { label: "Choice list", hint: "One of the choices that you list." },
};
