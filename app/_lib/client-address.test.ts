import { clientAddress } from "@/app/_lib/client-address";

test("an address that the client made up does not count, the proxy's entry does", () => {
  expect(clientAddress(new Headers({ "x-forwarded-for": "1.2.3.4, 203.0.113.9" }))).toBe("203.0.113.9");
});

test("without the header everyone shares one limit instead of having none", () => {
  expect(clientAddress(new Headers())).toBe("unknown");
});
