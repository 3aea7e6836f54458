import type { IncomingMessage } from "node:http";
import { BlockList, isIPv6, type Socket } from "node:net";

const near = new BlockList();
near.addSubnet("127.0.0.0", 8);
near.addSubnet("10.0.0.0", 8);
near.addSubnet("172.16.0.0", 12);
near.addSubnet("192.168.0.0", 16);
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/**
 * Makes X-Forwarded-For say who called. A reverse proxy stands on this machine or in its private network and has added the
 * caller; whoever calls from anywhere else could have written anything, to be counted as somebody else at each try to sign in.
 */
export function noteClientAddress(request: IncomingMessage): void {
  const { address, isNear } = callerOn(request.socket);
  if (!isNear || !request.headers["x-forwarded-for"]) request.headers["x-forwarded-for"] = address;
}

interface SocketCaller {
  address: string;
  isNear: boolean;
}

/** A connection is kept for many requests, and its other end stays who it is. */
const callers = new WeakMap<Socket, SocketCaller>();

function callerOn(socket: Socket): SocketCaller {
  const known = callers.get(socket);
  if (known) return known;
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  const caller = { address, isNear: near.check(address, isIPv6(address) ? "ipv6" : "ipv4") };
  callers.set(socket, caller);
  return caller;
}
