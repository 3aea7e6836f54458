import { hubSignInPath, safeHubPath, safeReturnPath, signInPath } from "@/app/_lib/return-path";

test.each(["/customers/12", "/customers?query=ann&page=2", "/customers/import#result"])(
  "%s is returned to after signing in",
  (path) => {
    expect(safeReturnPath(path)).toBe(path);
  },
);

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "javascript:alert(1)",
  "customers",
  "",
  undefined,
  null,
])("%j leads nowhere but home", (value) => {
  expect(safeReturnPath(value)).toBe("/customers");
});

test.each(["/sign-in", "/sign-in?callbackUrl=/x", "/api/auth/signout", "/api/graphql"])(
  "%s is no page to return to",
  (path) => {
    expect(safeReturnPath(path)).toBe("/customers");
  },
);

test("the way back survives the trip through the sign-in page's address", () => {
  const address = new URL(signInPath("/customers?query=a&b=ü"), "http://localhost");
  expect(safeReturnPath(address.searchParams.get("callbackUrl"))).toBe("/customers?query=a&b=%C3%BC");
});

test.each(["/hub/tickets/12", "/hub/tickets?after=abc", "/hub/profile"])(
  "%s is returned to after signing in to the Hub",
  (path) => {
    expect(safeHubPath(path)).toBe(path);
    expect(hubSignInPath(path)).toBe(`/hub/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  },
);

test.each([
  "/customers/12",
  "/hub/sign-in",
  "/hub/access-off",
  "/hub/tickets/../../customers",
  "/hub/ticketsevil",
  "//evil.example/hub/tickets/1",
  "https://evil.example/hub/tickets/1",
  "/\\evil.example/hub/tickets/",
  "",
  undefined,
])("%j leads a customer nowhere but to their requests", (value) => {
  expect(safeHubPath(value)).toBe("/hub/tickets");
  expect(hubSignInPath(value)).toBe("/hub/sign-in");
});
