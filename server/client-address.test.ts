import type { IncomingMessage } from "node:http";
import { noteClientAddress } from "./client-address";

const forwardedFor = (remoteAddress: string, header?: string) => {
  const headers: IncomingMessage["headers"] = header === undefined ? {} : { "x-forwarded-for": header };
  // Only these two parts of a request are read.
  noteClientAddress({ socket: { remoteAddress }, headers } as IncomingMessage);
  return headers["x-forwarded-for"];
};

test.each(["203.0.113.9", "::ffff:203.0.113.9"])(
  "a caller from %s cannot say that they are somebody else",
  (address) => {
    expect(forwardedFor(address, "198.51.100.1")).toBe("203.0.113.9");
  },
);

test.each(["127.0.0.1", "::1", "10.1.2.3", "::ffff:192.168.0.4", "fd00::1"])(
  "a reverse proxy at %s is believed",
  (address) => {
    expect(forwardedFor(address, "198.51.100.1")).toBe("198.51.100.1");
  },
);

test("without a proxy it is the one who is connected", () => {
  expect(forwardedFor("127.0.0.1")).toBe("127.0.0.1");
});
