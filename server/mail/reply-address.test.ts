import { parseEmail } from "@/server/customers/identity/email-key";
import { TEST_MAIL } from "@/server/testing/test-ctx";
import { isOwnAddress, MAX_SUPPORT_LOCAL_BYTES, replyAddress, ticketOfToken } from "./reply-address";

const desk = (supportAddress: string | null, authSecret = "a secret of the tests, long enough to be taken") => ({
  authSecret,
  mail: { ...TEST_MAIL, supportAddress },
});
const DESK = desk("help@desk.example");
const LARGEST = { ticketId: 2_147_483_647, agentId: 2_147_483_647 };

const addressOf = (thread: { ticketId: number; agentId: number | null }, of = DESK) => replyAddress(of, thread) ?? "";

describe("the reply address of a ticket", () => {
  test.each([{ ticketId: 12, agentId: null }, { ticketId: 12, agentId: 3 }, LARGEST])(
    "tells it again: %j",
    (thread) => {
      const address = addressOf(thread);
      expect(parseEmail(address)).toMatchObject({ ok: true, value: address });
      expect(ticketOfToken(DESK, address)).toEqual(thread);
      expect(ticketOfToken(DESK, ` ${address.toUpperCase()} `)).toEqual(thread);
      expect(ticketOfToken(DESK, address.replace("help+", "prvs=1234=old+desk+"))).toEqual(thread);
    },
  );

  test("fits the 64 octets before the @ with the longest support address that is taken", () => {
    const longest = `${"x".repeat(MAX_SUPPORT_LOCAL_BYTES)}@desk.example`;
    const [local = ""] = addressOf(LARGEST, desk(longest)).split("@");
    expect(local).toHaveLength(64);
  });

  test("is nobody's to make: of another ticket, another agent, another desk, a number alone or a guess", () => {
    const signed = addressOf({ ticketId: 12, agentId: null });
    const [, signature = ""] = /\.([a-z2-7]+)@/.exec(signed) ?? [];
    expect(signature.length * 5).toBeGreaterThanOrEqual(64);
    const forged = [
      signed.replace("+t12.", "+t123."),
      signed.replace("+t12.", "+t12a1."),
      signed.replace("+t12.", "+t012."),
      signed.replace(signature, `${signature.slice(0, -1)}${signature.endsWith("a") ? "b" : "a"}`),
      signed.replace(signature, signature.slice(0, -1)),
      signed.replace(signature, `${signature}a`),
      signed.replace(signature, ""),
      addressOf({ ticketId: 12, agentId: 3 }).replace("a3.", "."),
      addressOf(
        { ticketId: 12, agentId: null },
        desk("help@desk.example", "another secret that is just as long as that"),
      ),
      "help+t12@desk.example",
      "help+12@desk.example",
      "help@desk.example",
      "",
      "@",
      signed.split("@")[0] ?? "",
    ];
    for (const address of forged) expect([address, ticketOfToken(DESK, address)]).toEqual([address, undefined]);
  });

  test("is none where answers go nowhere", () => {
    expect(replyAddress(desk(null), { ticketId: 12, agentId: null })).toBeNull();
  });

  test("is the desk's own address, as are those that mail comes from and goes to", () => {
    for (const own of ["HELP@desk.example", "desk@DESK.example", addressOf(LARGEST)]) {
      expect(isOwnAddress(DESK, own)).toBe(true);
    }
    for (const other of ["ann@desk.example", "help@other.example", "help+news@desk.example", ""]) {
      expect(isOwnAddress(DESK, other)).toBe(false);
    }
  });
});
