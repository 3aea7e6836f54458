import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Agent } from "./accounts/agent.entity";
import { createAgent } from "./accounts/agents";
import { ctxFor, type Services } from "./ctx";
import { seed } from "./seed";
import { seedTickets } from "./seed-tickets";

interface SignIn {
  email: string;
  password: string;
  role: string;
}

const PEOPLE = [
  { email: "admin@demo.example.com", name: "Ada Admin", role: "admin" },
  { email: "agent@demo.example.com", name: "Gus Agent", role: "agent" },
  { email: "viewer@demo.example.com", name: "Vera Viewer", role: "viewer" },
];
const CUSTOMERS = 240;
const TICKETS = 120;

/** On an empty demo database: sign-ins with random passwords, kept in data/ for this user alone, some customers and tickets. */
export async function prepareDemo(services: Services): Promise<SignIn[]> {
  const file = path.join(services.config.dataFolder, "demo-sign-ins.json");
  const ctx = ctxFor(services, { kind: "system", name: "demo" }, randomUUID());
  if ((await ctx.db.count(Agent)) === 0) {
    const signIns = PEOPLE.map(({ email, role }) => ({ email, role, password: randomBytes(12).toString("base64url") }));
    // The file comes first: agents whose passwords nobody knows would lock everybody out.
    writeFileSync(file, JSON.stringify(signIns, null, 2), { mode: 0o600 });
    for (const [index, person] of PEOPLE.entries()) {
      await createAgent(ctx, { ...person, password: signIns[index]?.password ?? "" });
    }
    await seed(ctx, { customers: CUSTOMERS });
    await seedTickets(ctx, { tickets: TICKETS });
  }
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as SignIn[]) : [];
}
