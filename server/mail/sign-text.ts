import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Config } from "@/server/config";

type Secret = Pick<Config, "authSecret">;

/** RFC 4648's base32 in small letters: mail servers and phones change the case of addresses as they like. */
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
/** 5 bits each. */
const BITS = 5;

/**
 * Signs a text in `length` letters and digits of one case. The key is one for each purpose, so that what is signed for one cannot
 * be shown for another.
 */
export function signText(config: Secret, purpose: string, text: string, length: number): string {
  const digest = createHmac("sha256", keyFor(config, purpose)).update(text).digest();
  let signature = "";
  for (let bit = 0, held = 0, next = 0; signature.length < length; ) {
    if (bit < BITS) {
      held = ((held << 8) | (digest[next] ?? 0)) & 0xffff;
      next += 1;
      bit += 8;
    }
    bit -= BITS;
    signature += ALPHABET[(held >> bit) & 31];
  }
  return signature;
}

/** Whether that is its signature, in a time that tells nothing about how much of it is right. */
export function isSignatureOf(config: Secret, purpose: string, text: string, signature: string): boolean {
  const right = Buffer.from(signText(config, purpose, text, signature.length));
  const given = Buffer.from(signature.toLowerCase());
  return right.length === given.length && timingSafeEqual(right, given);
}

const keys = new Map<string, Buffer>();

function keyFor({ authSecret }: Secret, purpose: string): Buffer {
  const name = `${purpose}\n${authSecret}`;
  const known = keys.get(name);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", authSecret, "", `deskfolk ${purpose}`, 32));
  keys.set(name, key);
  return key;
}
