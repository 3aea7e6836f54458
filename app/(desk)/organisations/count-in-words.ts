/** Counted no further than this: see `memberCount` of the schema. */
const COUNTED = 1000;

/** "12", "1,000+". */
export const countInWords = (count: number): string =>
  count > COUNTED ? `${COUNTED.toLocaleString("en-GB")}+` : count.toLocaleString("en-GB");
