import { fieldOf, type NewTicketValues, newTicketInput } from "./new-ticket-values";

const VALUES: NewTicketValues = {
  from: "known",
  reporter: { id: "7", label: "Ann" },
  email: "left.over@example.com",
  mobile: "",
  firstName: "",
  lastName: "",
  subject: "Printer",
  body: "<p>It burns.</p>",
  priority: "HIGH",
  assigneeId: "",
  tags: [],
};

test("a ticket of a known customer carries no address that was typed before they were found", () => {
  expect(newTicketInput(VALUES, [])).not.toHaveProperty("email");
  expect(newTicketInput(VALUES, ["u1"])).toMatchObject({ reporterId: "7", assigneeId: undefined, uploadIds: ["u1"] });
});

test("a ticket of somebody new carries no customer who was chosen before", () => {
  const input = newTicketInput({ ...VALUES, from: "new" }, []);
  expect(input).not.toHaveProperty("reporterId");
  expect(input).toMatchObject({ email: "left.over@example.com" });
});

test("every problem stands at a field that is on the screen", () => {
  expect(fieldOf(["email"], "known")).toBe("reporter");
  expect(fieldOf(["email"], "new")).toBe("email");
  expect(fieldOf(["tags", "0"], "new")).toBe("tags");
  expect(fieldOf(["uploadIds", "0"], "new")).toBe("body");
  expect(fieldOf([], "new")).toBeUndefined();
});
