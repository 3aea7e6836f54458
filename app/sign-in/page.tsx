import { Card, Group, Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { safeReturnPath } from "@/app/_lib/return-path";
import { isSignedIn } from "@/app/_lib/viewer";
import { LogoMark } from "@/app/_ui/logo";
import classes from "./sign-in.module.css";
import { SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
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
        <SignInForm returnPath={returnPath} />
      </Card>
    </main>
  );
}
