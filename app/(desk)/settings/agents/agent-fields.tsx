import { NativeSelect, TextInput } from "@mantine/core";
import { useFormContext } from "react-hook-form";
import type { AgentRole } from "@/graphql/client/graphql";
import type { FieldProblem } from "../actions";
import { ROLE_OPTIONS, ROLES } from "./roles";

/** What an admin says of an agent. */
export interface AgentValues {
  email: string;
  name: string;
  role: AgentRole;
}

const FIELDS = ["email", "name", "role"] as const;

/** Puts each problem at its field and the focus into the first. */
export function useAgentProblems() {
  const { setError } = useFormContext<AgentValues>();
  return (problems: readonly FieldProblem[]) =>
    problems.forEach(({ path, message }, index) => {
      const field = FIELDS.find((name) => name === path[0]) ?? "name";
      setError(field, { message }, { shouldFocus: index === 0 });
    });
}

export function NameField() {
  const { register, formState } = useFormContext<AgentValues>();
  return (
    <TextInput
      label="Name"
      description="As colleagues and customers see it."
      autoComplete="off"
      error={formState.errors.name?.message}
      {...register("name", { required: "Give a name." })}
    />
  );
}

export function RoleField() {
  const { register, watch, formState } = useFormContext<AgentValues>();
  return (
    <NativeSelect
      label="Role"
      description={ROLES[watch("role")].hint}
      data={ROLE_OPTIONS}
      error={formState.errors.role?.message}
      {...register("role")}
    />
  );
}
