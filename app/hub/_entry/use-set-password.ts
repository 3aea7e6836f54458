"use client";

import { useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { setPassword } from "./actions";

/** The form that sets a password by a link, once. `isLinkOver` when somebody has used it meanwhile. */
export function useSetPassword(token: string) {
  const [isLinkOver, setIsLinkOver] = useState(false);
  const { register, handleSubmit, setError, clearErrors, formState } = useForm<{ password: string }>();
  const submit = handleSubmit(async ({ password }) => {
    const problems = await attempt(() => setPassword({ token, password }));
    if (!problems) return;
    const [problem] = problems;
    if (problem?.path[0] === "token") return setIsLinkOver(true);
    if (problem) return setError("password", { message: problem.message }, { shouldFocus: true });
    window.location.assign("/hub/sign-in?done=password");
    return new Promise<void>(() => {});
  });
  const field = register("password", { required: "Choose a password.", onChange: () => clearErrors() });
  return { submit, field, error: formState.errors.password?.message, isSubmitting: formState.isSubmitting, isLinkOver };
}
