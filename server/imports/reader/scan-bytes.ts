import type { FileSource } from "./file-source";

/** What the bytes of a whole file say about its encoding. Lines count from 1. */
export interface ByteScan {
  hasNul: boolean;
  /** Well-formed UTF-8 sequences of two bytes and more. */
  multibyte: number;
  /** Bytes that cannot be UTF-8 where they stand. */
  malformed: number;
  firstMalformedLine: number;
  undefinedIn1252: number;
  firstUndefinedLine: number;
  /** The first lines' worth of text around bytes above 7F, for a guess by frequencies. */
  nonAsciiSample: Buffer;
}

const SAMPLE_BYTES = 16 * 1024;

/** Reads the whole source once, keeping nothing but counts and a small sample. */
export async function scanBytes(source: FileSource): Promise<ByteScan> {
  const scanner = new ByteScanner();
  for await (const chunk of await source.open()) {
    scanner.write(chunk);
    if (scanner.hasNul) break;
  }
  return scanner.end();
}

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
class ByteScanner {
  hasNul = false;
  private multibyte = 0;
  private malformed = 0;
  private firstMalformedLine = 0;
  private undefinedIn1252 = 0;
  private firstUndefinedLine = 0;
  private line = 1;
  private afterReturn = false;
  /** Continuation bytes still to come, and the range in which the next one must be. */
  private expected = 0;
  private lowest = 0x80;
  private highest = 0xbf;
  private readonly sample: Buffer[] = [];
  private sampled = 0;

  write(chunk: Uint8Array): void {
    let hasHighByte = false;
    for (let at = 0; at < chunk.length; at += 1) {
      // The loop's condition keeps `at` inside the chunk.
      const byte = chunk[at] as number;
      if (byte >= 0x80) {
        hasHighByte = true;
        this.high(byte);
      } else {
        if (this.expected > 0) this.breakSequence();
        if (byte <= 0x0d) this.control(byte);
        else this.afterReturn = false;
      }
    }
    if (hasHighByte && this.sampled < SAMPLE_BYTES) {
      const first = chunk.findIndex((byte) => byte >= 0x80);
      const piece = Buffer.from(chunk.subarray(Math.max(0, first - 64), first + SAMPLE_BYTES - this.sampled));
      this.sample.push(piece);
      this.sampled += piece.length;
    }
  }

  end(): ByteScan {
    if (this.expected > 0) this.breakSequence();
    return {
      hasNul: this.hasNul,
      multibyte: this.multibyte,
      malformed: this.malformed,
      firstMalformedLine: this.firstMalformedLine,
      undefinedIn1252: this.undefinedIn1252,
      firstUndefinedLine: this.firstUndefinedLine,
      nonAsciiSample: Buffer.concat(this.sample),
    };
  }

  private control(byte: number): void {
    if (byte === 0) this.hasNul = true;
    if (byte === 0x0d || (byte === 0x0a && !this.afterReturn)) this.line += 1;
    this.afterReturn = byte === 0x0d;
  }

  private high(byte: number): void {
    this.afterReturn = false;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d) {
      this.undefinedIn1252 += 1;
      this.firstUndefinedLine ||= this.line;
    }
    if (this.expected > 0 && byte >= this.lowest && byte <= this.highest) {
      this.expected -= 1;
      this.lowest = 0x80;
      this.highest = 0xbf;
      if (this.expected === 0) this.multibyte += 1;
      return;
    }
    if (this.expected > 0) this.breakSequence();
    this.lead(byte);
  }

  private lead(byte: number): void {
    if (byte >= 0xc2 && byte <= 0xdf) this.expected = 1;
    else if (byte >= 0xe0 && byte <= 0xef) this.expected = 2;
    else if (byte >= 0xf0 && byte <= 0xf4) this.expected = 3;
    else {
      this.breakSequence();
      return;
    }
    this.lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  }

  private breakSequence(): void {
    this.malformed += 1;
    this.firstMalformedLine ||= this.line;
    this.expected = 0;
    this.lowest = 0x80;
    this.highest = 0xbf;
  }
}
