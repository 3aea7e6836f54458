"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import { updateWebhook } from "../actions";
import { useWebhookProblems, WebhookFields, type WebhookValues } from "../webhook-fields";

interface ChangeProps {
  webhook: WebhookValues & { id: string };
}

/** Opens the form over a webhook. */
export function ChangeWebhook({ webhook }: ChangeProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        Change
      </Button>
      <Modal opened={isOpen} onClose={() => setIsOpen(false)} title={`Change ${webhook.name}`} size="lg">
        <ChangeForm webhook={webhook} onClose={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

function ChangeForm({ webhook, onClose }: ChangeProps & { onClose: () => void }) {
  const { name, url, events } = webhook;
  const form = useForm<WebhookValues>({ defaultValues: { name, url, events } });
  return (
    <FormProvider {...form}>
      <Fields webhook={webhook} onClose={onClose} />
    </FormProvider>
  );
}

function Fields({ webhook, onClose }: ChangeProps & { onClose: () => void }) {
  const { handleSubmit, formState } = useFormContext<WebhookValues>();
  const show = useWebhookProblems();
  const save = handleSubmit(async (typed) => {
    const problems = await attempt(() => updateWebhook({ id: webhook.id, ...typed }));
    if (!problems) return;
    show(problems);
    if (problems.length > 0) return;
    toastDone({ message: `${typed.name.trim()} saved.` });
    onClose();
  });
  return (
    <form onSubmit={save} method="post" noValidate>
      <Stack gap="md">
        <WebhookFields />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
