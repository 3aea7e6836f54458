import { DEFAULT_COLUMNS } from "./list-columns";
import { isNarrowed, type ListState, listHref, readListState } from "./list-state";

const read = (address: string, remembered?: string): ListState =>
  readListState("active", new URLSearchParams(address), remembered);

test("everything that a list shows survives the trip through its address", () => {
  const state: ListState = {
    ...read(""),
    search: "ann & söhne",
    isActive: false,
    hubAccess: true,
    organisationId: "12",
    source: "IMPORT",
    importId: "7",
    createdFrom: "2026-10-31T23:00:00.000Z",
    createdBefore: "2026-11-30T23:00:00.000Z",
    attributes: [
      { name: "50%: a, b", value: "x:y" },
      { name: "Role", value: "" },
    ],
    sort: { key: "createdAt", direction: "DESC" },
    size: 50,
    columns: ["email", "attributes.Shoe, size: 100%"],
    after: "here",
  };
  const address = new URL(listHref(state, { after: "here" }), "http://desk.example");
  expect(read(address.search)).toEqual(state);
});

test("a change begins at the first page, and the plain list has a plain address", () => {
  expect(listHref({ ...read("after=there"), search: "" })).toBe("/customers");
});

test("nonsense in an address counts as nothing said", () => {
  const state = read(
    "active=perhaps&organisation=0x1&from=soon&sort=-password&size=7&attribute=noColon&columns=,evil,%25",
  );
  expect(isNarrowed(state)).toBe(false);
  expect(state).toMatchObject({ size: 25, sort: { key: "name", direction: "ASC" }, columns: [] });
});

test("the columns of the address go before the remembered ones, and those before the usual ones", () => {
  expect(read("columns=email", "mobile").columns).toEqual(["email"]);
  expect(read("", "mobile").columns).toEqual(["mobile"]);
  expect(read("").columns).toEqual(DEFAULT_COLUMNS);
});
