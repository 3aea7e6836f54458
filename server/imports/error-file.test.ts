import type { Ctx } from "@/server/ctx";
import { loadCustomers } from "@/server/customers/customer-row";
import { anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { errorFile } from "./error-file";
import { countsOf, failuresOf, importOfFile } from "./test-imports";

async function errorTextOf(ctx: Ctx, importId: number): Promise<string> {
  let text = "";
  for await (const part of await errorFile(ctx, { importId })) text += part;
  return text;
}

forEachDatabase("the error file", (open) => {
  test("holds the failed rows alone, as they were, and imports once they are put right", async () => {
    const ctx = testCtx(await open());
    const file = 'E-Mail;Vorname;Notiz\nann@example.com;Ann;\nbo@;"Bo; ""B""";=1+1\ncy@;Cy;+44 20\n';
    const first = await importOfFile(ctx, file, { createAttributes: true });
    expect(countsOf(first)).toBe("1 0 0 0 2");

    const errors = await errorTextOf(ctx, first.id);
    const [header, bo, cy, ...rest] = errors.split("\r\n");
    expect(header).toBe("\ufeffE-Mail;Vorname;Notiz;error");
    expect(bo).toMatch(/^bo@;"Bo; ""B""";'=1\+1;E-Mail: Add the part after the @/);
    expect(cy).toMatch(/^cy@;Cy;\+44 20;E-Mail: /);
    expect(rest).toEqual([""]);

    const second = await importOfFile(ctx, errors.replace("bo@;", "bo@example.com;"));
    expect(countsOf(second)).toBe("1 0 0 0 1");
    const [made] = await loadCustomers(ctx.db, [2]);
    expect(made).toMatchObject({ email: "bo@example.com", firstName: 'Bo; "B"' });
    expect([...(made?.attributes.values() ?? [])]).toEqual(["=1+1"]);
    // The error column of the file before is replaced, not kept beside the new one.
    expect((await errorTextOf(ctx, second.id)).split("\r\n")[0]).toBe("\ufeffE-Mail;Vorname;Notiz;error");
  });

  test("loses nothing of a row that has more cells than the file has columns", async () => {
    const ctx = testCtx(await open());
    const first = await importOfFile(ctx, "email,first_name\nann@example.com,Ann,Brown,x\n");

    const errors = await errorTextOf(ctx, first.id);
    expect(errors).toMatch(
      /^\ufeffemail,first_name,error\r\nann@example.com,Ann,.*This row has 4 cells.*,Brown,x\r\n$/,
    );
    const second = await importOfFile(ctx, errors);
    expect(await failuresOf(ctx, second.id)).toEqual([expect.stringMatching(/This row has 5 cells/)]);
  });

  test("is for those who import, and only of an import that there is", async () => {
    const ctx = testCtx(await open());
    await expect(errorFile(ctx.as(anAgent("agent")), { importId: 1 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(errorFile(ctx, { importId: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
