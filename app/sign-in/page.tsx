import { Card, Group, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeReturnPath } from "@/app/_lib/return-path";
import { isSignedIn } from "@/app/_lib/viewer";
import { TextLink } from "@/app/_ui/links";
import { LogoMark } from "@/app/_ui/logo";
import classes from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const PASSWORD_SET = "Your password is set. Sign in with it.";

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl, done } = await searchParams;
  const returnPath = safeReturnPath(typeof callbackUrl === "string" ? callbackUrl : undefined);
  if (await isSignedIn()) redirect(returnPath);

  return (
    <main className={classes.page}>
      <Card withBorder shadow="sm" radius="md" padding="xl" className={classes.card}>
        <Group gap="xs" mb="lg">
          <LogoMark size={34} />
          <Text fw={650} fz="lg" component="span">
            Deskfolk
          </Text>
        </Group>
        <Title order={1} mb={4}>
          Sign in
        </Title>
        <Text c="dimmed" size="sm" mb="lg">
          For the people who answer. Use the address your admin set up for you.
        </Text>
        <SignInForm returnPath={returnPath} done={done === "password" ? PASSWORD_SET : undefined} />
        <Text size="sm" mt="md">
          <TextLink href="/password/forgotten">Forgot your password?</TextLink>
        </Text>
      </Card>
    </main>
  );
}
