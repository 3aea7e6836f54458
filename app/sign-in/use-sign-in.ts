import { useState } from "react";
import { useForm } from "react-hook-form";
import { requestSignIn, type SignInOutcome } from "./request-sign-in";

export interface Credentials {
  email: string;
  password: string;
}

/** What keeps somebody out, and what they typed. */
export type KeptOut = Credentials & { outcome: Exclude<SignInOutcome, "signed-in"> };

export const TOO_OFTEN = "Too many attempts. Wait a few minutes, then try again.";
export const FAILED = "Signing in did not work just now. Check your connection and try again.";

/** The form of either realm. @param realm the customers' route; the agents' when left out */
export function useSignIn(returnPath: string, realm?: "/api/hub-auth") {
  const [keptOut, setKeptOut] = useState<KeptOut>();
  const form = useForm<Credentials>();
  const submit = form.handleSubmit(async (typed) => {
    setKeptOut(undefined);
    const outcome = await requestSignIn(typed, realm);
    if (outcome === "signed-in") {
      // A full load, so that nothing rendered for the person before is kept in the browser's router cache.
      window.location.assign(returnPath);
      return new Promise<void>(() => {});
    }
    setKeptOut({ ...typed, outcome });
    if (outcome !== "refused") return;
    form.resetField("password");
    form.setFocus("password");
  });
  return { submit, form, keptOut };
}
