import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompressSync, brotliDecompress, constants } from "node:zlib";
import type { Config } from "@/server/config";

/** TEXT holds 65,535 bytes on MySQL. */
const PART_LENGTH = 60_000;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Packing what is shorter takes longer than to store it as it is: the values of one mail are. */
const PACKED_FROM = 1000;
/** Stands in front of what is not packed, and is no letter of base64. */
const UNPACKED = ".";

/**
 * Packs and encrypts a text that holds secrets, such as a link to set a password: a copy of the database alone must not open
 * accounts. Returns the parts to store.
 */
export function seal(config: Pick<Config, "authSecret">, text: string): string[] {
  const isPacked = text.length >= PACKED_FROM;
  // A batch is a hundred times nearly the same mail: it packs into a tenth.
  const packed = isPacked
    ? brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    : Buffer.from(text);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(config), nonce);
  const sealed = Buffer.concat([cipher.update(packed), cipher.final()]);
  const base64 = Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
  const whole = isPacked ? base64 : `${UNPACKED}${base64}`;
  return Array.from({ length: Math.ceil(whole.length / PART_LENGTH) }, (_, part) =>
    whole.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
  );
}

/** Thrown when a sealed text was made with another AUTH_SECRET, or is damaged. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

/**
 * The text again.
 * @throws Unreadable
 */
export async function unseal(config: Pick<Config, "authSecret">, parts: readonly string[]): Promise<string> {
  try {
    const text = parts.join("");
    const isPacked = !text.startsWith(UNPACKED);
    const whole = Buffer.from(isPacked ? text : text.slice(UNPACKED.length), "base64");
    const decipher = createDecipheriv("aes-256-gcm", keyOf(config), whole.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(whole.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const packed = Buffer.concat([decipher.update(whole.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return (isPacked ? await promisify(brotliDecompress)(packed) : packed).toString("utf8");
  } catch (error) {
    throw new Unreadable("This was written with another AUTH_SECRET and cannot be read.", { cause: error });
  }
}

const keys = new Map<string, Buffer>();

function keyOf({ authSecret }: Pick<Config, "authSecret">): Buffer {
  const known = keys.get(authSecret);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", authSecret, "", "deskfolk mail", 32));
  keys.set(authSecret, key);
  return key;
}
