import { merged, theirChanges } from "./conflict";
import { type CustomerValues, inputOf, valuesOf } from "./customer-values";

const base: CustomerValues = {
  ...valuesOf(undefined, [{ name: "Role", type: "TEXT", choices: [], isRequired: false, isOnEveryForm: true }]),
  email: "ann@example.com",
  firstName: "Ann",
  lastName: "Lee",
};

test("a second save keeps both people's changes, and one's own where they meet", () => {
  const theirs = { ...base, firstName: "Anna", mobile: "+447700900001" };
  const mine = { ...base, firstName: "Annie", lastName: "Lees" };
  const together = merged(base, theirs, mine);
  expect(together).toMatchObject({ firstName: "Annie", lastName: "Lees", mobile: "+447700900001" });
  expect(inputOf(together, theirs).input).toEqual({ firstName: "Annie", lastName: "Lees" });
});

test("only what both changed is asked about", () => {
  const changes = theirChanges(
    base,
    { ...base, firstName: "Anna", mobile: "+447700900001" },
    { ...base, firstName: "Annie" },
  );
  expect(changes).toEqual([
    { key: "mobile", label: "Mobile", was: "", theirs: "+447700900001" },
    { key: "firstName", label: "First name", was: "Ann", theirs: "Anna", mine: "Annie" },
  ]);
});

test("an attribute that was added here stays when a colleague saved first", () => {
  const added = {
    name: "Shoe size",
    type: "TEXT" as const,
    choices: [],
    isRequired: false,
    isAdded: true,
    value: "42",
  };
  const mine = { ...base, attributes: [...base.attributes, added] };
  expect(inputOf(merged(base, { ...base, firstName: "Anna" }, mine), base).input.attributes).toEqual([
    { name: "Shoe size", value: "42" },
  ]);
});
