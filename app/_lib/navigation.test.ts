import { accountPages, deskActions, deskSections, deskShortcuts } from "@/app/_lib/navigation";
import { currentPage } from "@/app/_ui/menu-model";

const labelsOf = (permissions: string[]) =>
  deskSections(permissions).flatMap((section) => [section.label, ...(section.pages ?? []).map((page) => page.label)]);

const hrefsOf = (permissions: string[]) => deskActions(permissions).map((page) => page.href);
const keysOf = (permissions: string[]) => deskShortcuts(permissions).map((shortcut) => shortcut.keys);

test("a viewer is offered the lists and nothing else", () => {
  expect(labelsOf(["customer.view", "ticket.view"])).toEqual([
    "Customers",
    "Active",
    "Deleted",
    "Mass actions",
    "Organisations",
    "Tickets",
  ]);
  expect(hrefsOf(["customer.view", "ticket.view"])).toEqual(["/tickets?view=mine", "/tickets?view=unassigned"]);
  expect(keysOf(["customer.view", "ticket.view"])).toEqual(["g c", "g o", "g t"]);
});

test("who may not see tickets is led to none", () => {
  expect(labelsOf(["customer.view"])).toEqual(["Customers", "Active", "Deleted", "Mass actions", "Organisations"]);
  expect(hrefsOf(["customer.view"])).toEqual([]);
  expect(keysOf(["customer.view"])).toEqual(["g c", "g o"]);
});

test("everybody is led to their own tokens, and who answers tickets to their notifications", () => {
  expect(accountPages([]).map(({ label }) => label)).toEqual(["Access tokens"]);
  expect(accountPages(["ticket.edit"]).map(({ label }) => label)).toEqual(["Notifications", "Access tokens"]);
});

test("Import, Settings, New customer and New ticket appear with their permissions", () => {
  expect(labelsOf(["customer.import", "settings.manage"])).toEqual([
    "Customers",
    "Active",
    "Deleted",
    "Mass actions",
    "Organisations",
    "Import",
    "Settings",
  ]);
  expect(hrefsOf(["customer.create"])).toEqual(["/customers/new"]);
  expect(keysOf(["customer.create"])).toContain("n");
  expect(hrefsOf(["ticket.create"])).toEqual(["/tickets/new"]);
  expect(keysOf(["ticket.create"])).toContain("t");
});

test.each([
  ["/customers", "Active"],
  ["/customers/12", "Active"],
  ["/customers/deleted", "Deleted"],
  ["/customers/import/3", "Import"],
  ["/jobs/7", "Mass actions"],
  ["/settings", undefined],
])("on %s the menu marks %s", (path, label) => {
  const pages = deskSections(["customer.import"])[0]?.pages ?? [];
  expect(currentPage(path, pages)?.label).toBe(label);
});
