import { countCustomers } from "./customers/list-customers";
import { seed } from "./seed";
import { forEachDatabase } from "./testing/databases";
import { testCtx } from "./testing/test-ctx";

forEachDatabase("seeding", (open) => {
  test("adds to what was seeded before and leaves it alone", async () => {
    const ctx = testCtx(await open());
    expect(await seed(ctx, { customers: 30 })).toBe(30);
    expect(await seed(ctx, { customers: 50 })).toBe(20);
    expect(await seed(ctx, { customers: 50 })).toBe(0);
    expect(await countCustomers(ctx, {})).toEqual({ count: 50, isExact: true });
  });
});
