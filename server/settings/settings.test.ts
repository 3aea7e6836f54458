import { anAgent } from "@/server/testing/actors";
import { forEachDatabase } from "@/server/testing/databases";
import { testCtx } from "@/server/testing/test-ctx";
import { getSettings, updateSettings } from "./settings";

forEachDatabase("settings", (open) => {
  test("saved by several at the same instant are those of one of them, and nobody is told of an error", async () => {
    const ctx = testCtx(await open());
    const phones = Array.from({ length: 8 }, (_, at) => `+44 7700 90010${at}`);
    const saved = await Promise.all(phones.map((contactPhone) => updateSettings(ctx.as(anAgent()), { contactPhone })));
    expect(saved.map(({ contactPhone }) => contactPhone)).toEqual(phones);
    expect(phones).toContain((await getSettings(ctx)).contactPhone);
  });
});
