import { firstCodePoints, fold } from "@/server/customers/identity/fold";
import type { Problem } from "@/server/errors";
import { oneLine } from "./one-line";

const MAX_TAG = 60;
const MAX_TAGS = 20;

/** A word by which tickets or customers are found again. */
export interface Tag {
  tag: string;
  /** Folded, compared byte by byte. */
  key: string;
}

/** Tags in the order given, each once: "VIP" and "vip" are one. */
export function checkTags(typed: readonly string[], problems: Problem[], path = "tags"): Tag[] {
  const tags = new Map<string, Tag>();
  typed.forEach((text, index) => {
    const tag = oneLine(text);
    const key = tagKey(tag);
    if (!key || Array.from(tag).length > MAX_TAG) {
      problems.push({
        path: `${path}.${index}`,
        code: "INVALID",
        message: `Use 1 to ${MAX_TAG} characters for a tag.`,
      });
    } else if (!tags.has(key)) tags.set(key, { tag, key });
  });
  if (tags.size > MAX_TAGS) problems.push({ path, code: "TOO_LARGE", message: `Use at most ${MAX_TAGS} tags.` });
  return [...tags.values()];
}

export const tagKey = (typed: string): string => firstCodePoints(fold(oneLine(typed)), MAX_TAG).trim();
