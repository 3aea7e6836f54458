import { mergedTicket, type TicketValues, theirTicketChanges, ticketInputOf } from "./ticket-values";

const BASE: TicketValues = { subject: "Printer", status: "NEW", priority: "NORMAL", assigneeId: "", tags: ["VIP"] };

test("only what was changed here is sent", () => {
  expect(ticketInputOf(BASE, BASE)).toEqual({});
  expect(ticketInputOf({ ...BASE, assigneeId: "", status: "CLOSED" }, { ...BASE, assigneeId: "3" })).toEqual({
    status: "CLOSED",
    assigneeId: null,
  });
});

test("a colleague's changes are taken over where nothing was changed here, and nothing of mine is lost", () => {
  const theirs: TicketValues = { ...BASE, status: "OPEN", priority: "HIGH", tags: [] };
  const mine: TicketValues = { ...BASE, status: "PENDING", subject: "Printer on fire" };
  expect(mergedTicket(BASE, theirs, mine)).toEqual({
    subject: "Printer on fire",
    status: "PENDING",
    priority: "HIGH",
    assigneeId: "",
    tags: [],
  });
});

test("the agent reads what changed meanwhile, and where it meets a change of theirs", () => {
  const theirs: TicketValues = { ...BASE, status: "OPEN", assigneeId: "3" };
  const changes = theirTicketChanges(BASE, theirs, { ...BASE, status: "PENDING" }, () => "Bob");
  expect(changes).toEqual([
    { key: "status", label: "Status", was: "New", theirs: "Open", mine: "Pending" },
    { key: "assigneeId", label: "Assignee", was: "nobody", theirs: "Bob" },
  ]);
});
