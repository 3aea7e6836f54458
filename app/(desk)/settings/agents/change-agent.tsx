"use client";

import { ChangeDialog } from "../change-dialog";
import { updateAgent } from "./actions";
import { type AgentValues, NameField, RoleField, useAgentProblems } from "./agent-fields";
import type { AgentLine } from "./agent-table";

/** Opens the form over an agent. */
export function ChangeAgent({ agent: { id, email, name, role } }: { agent: AgentLine }) {
  const values: AgentValues = { email, name, role };
  const save = (typed: AgentValues) => updateAgent({ id, name: typed.name, role: typed.role });
  return (
    <ChangeDialog isInTable values={values} save={save} useProblems={useAgentProblems}>
      <NameField />
      <RoleField />
    </ChangeDialog>
  );
}
