import { listCustomers } from "@/server/customers/list-customers";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { importOfFile } from "./test-imports";

forEachDatabase("customers of an import", (open) => {
  test("the customers that one import made are listed apart from those of others", async () => {
    const ctx = testCtx(await open());
    const first = await importOfFile(ctx, "email,first_name\na@example.com,Ann\nb@example.com,Bo\n");
    const second = await importOfFile(ctx, "email,first_name\na@example.com,Anna\nc@example.com,Cy\n");
    const listed = async (importId: number) => {
      const { rows } = await listCustomers(ctx, { filter: { importId }, direction: "forward", size: 25 });
      return rows.map(({ row }) => row.email);
    };
    expect(await listed(first.id)).toEqual(["a@example.com", "b@example.com"]);
    expect(await listed(second.id)).toEqual(["c@example.com"]);
  });
});
