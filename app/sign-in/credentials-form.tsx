import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import type { useSignIn } from "./use-sign-in";

/** The two fields of either realm's sign-in, and its button. */
export function CredentialsForm({ submit, form: { register, formState } }: ReturnType<typeof useSignIn>) {
  return (
    // Without `post` a form sent before the scripts have loaded would put the password into the address bar.
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          error={formState.errors.email?.message}
          {...register("email", { required: "Enter your e-mail address." })}
        />
        <PasswordInput
          label="Password"
          size="md"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register("password", { required: "Enter your password." })}
        />
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Sign in
        </Button>
      </Stack>
    </form>
  );
}
