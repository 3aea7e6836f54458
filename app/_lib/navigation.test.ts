import { deskActions, deskSections, deskShortcuts } from "@/app/_lib/navigation";
import { currentPage } from "@/app/_ui/menu-model";

const labelsOf = (permissions: string[]) =>
  deskSections(permissions).flatMap((section) => [section.label, ...(section.pages ?? []).map((page) => page.label)]);

test("a viewer is offered the lists and nothing else", () => {
  expect(labelsOf(["customer.view", "ticket.view"])).toEqual(["Customers", "Active", "Deleted"]);
  expect(deskActions(["customer.view"])).toEqual([]);
  expect(deskShortcuts(["customer.view"]).map((shortcut) => shortcut.keys)).toEqual(["g c"]);
});

test("Import, Settings and New customer appear with their permissions", () => {
  expect(labelsOf(["customer.import", "settings.manage"])).toEqual([
    "Customers",
    "Active",
    "Deleted",
    "Import",
    "Settings",
  ]);
  expect(deskActions(["customer.create"]).map((page) => page.href)).toEqual(["/customers/new"]);
  expect(deskShortcuts(["customer.create"]).map((shortcut) => shortcut.keys)).toContain("n");
});

test.each([
  ["/customers", "Active"],
  ["/customers/12", "Active"],
  ["/customers/deleted", "Deleted"],
  ["/customers/import/3", "Import"],
  ["/settings", undefined],
])("on %s the menu marks %s", (path, label) => {
  const pages = deskSections(["customer.import"])[0]?.pages ?? [];
  expect(currentPage(path, pages)?.label).toBe(label);
});
