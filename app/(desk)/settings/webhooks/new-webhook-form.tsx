"use client";

import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { SecretOnce } from "@/app/_ui/secret-once";
import { createWebhook } from "./actions";
import { useWebhookProblems, WebhookFields, type WebhookValues } from "./webhook-fields";

const EMPTY: WebhookValues = { name: "", url: "", events: [] };

interface Made {
  name: string;
  secret: string;
}

export function NewWebhookForm() {
  const form = useForm({ defaultValues: EMPTY });
  const [made, setMade] = useState<Made>();
  return (
    <FormProvider {...form}>
      {made ? (
        <SecretOnce
          title={`${made.name} is told from now on`}
          lead="Copy its secret now: with it your program sees that a request is from this desk. It is not shown again; you can make another."
          label="The secret"
          secret={made.secret}
          onKept={() => setMade(undefined)}
        />
      ) : (
        <Fields onMade={setMade} />
      )}
    </FormProvider>
  );
}

function Fields({ onMade }: { onMade: (made: Made) => void }) {
  const { handleSubmit, reset, formState } = useFormContext<WebhookValues>();
  const show = useWebhookProblems();
  const save = handleSubmit(async (typed) => {
    const outcome = await attempt(() => createWebhook(typed));
    if (!outcome) return;
    show(outcome.problems);
    if (!outcome.secret) return;
    reset(EMPTY);
    onMade({ name: typed.name.trim(), secret: outcome.secret });
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <WebhookFields />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Add webhook
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
