import { queueHref, readQueueState, ticketFilterOf, ticketSortOf } from "./queue-state";

const read = (address: string) => readQueueState(new URLSearchParams(address));

test("an address and what it shows are each other's inverse", () => {
  const address =
    "q=printer&view=closed&priority=urgent&assignee=3&organisation=7&reporter=12&tag=VIP&sort=number&size=50&after=abc";
  const state = read(address);
  expect(queueHref(state, { after: state.after })).toBe(`/tickets?${address}`);
});

test("the plain queue is everything that is not closed, what happened last first", () => {
  const state = read("");
  expect(queueHref(structuredClone(state))).toBe("/tickets");
  expect(ticketFilterOf(state)).toEqual({ statuses: ["NEW", "OPEN", "PENDING", "ON_HOLD"] });
  expect(ticketSortOf(state)).toEqual({ field: "UPDATED_AT", direction: "DESC" });
});

test("nonsense in the address counts as nothing said", () => {
  const state = read("view=secret&priority=x&assignee=-1&organisation=1%20OR%201&sort=password&size=9999&tag=%20");
  expect(queueHref(state)).toBe("/tickets");
});

test("nobody's tickets take no assignee from the address", () => {
  expect(ticketFilterOf(read("view=unassigned&assignee=3"))).toMatchObject({
    isUnassigned: true,
    assigneeId: undefined,
  });
});

test("every change but one of place begins at the first page", () => {
  const state = read("after=abc&view=all");
  expect(queueHref(state, { search: "toner" })).toBe("/tickets?q=toner&view=all");
  expect(queueHref(state, { before: "xyz" })).toBe("/tickets?view=all&before=xyz");
});
