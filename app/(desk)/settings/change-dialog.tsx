"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider, useForm, useFormContext } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { toastDone } from "@/app/_ui/toasts";
import type { FieldProblem } from "./actions";

interface ChangeForm<Values extends FieldValues & { name: string }> {
  values: Values;
  save: (typed: Values) => Promise<readonly FieldProblem[]>;
  /** Shows what is wrong at the fields. */
  useProblems: () => (problems: readonly FieldProblem[]) => void;
  /** The fields. */
  children: ReactNode;
}

interface ChangeDialogProps<Values extends FieldValues & { name: string }> extends ChangeForm<Values> {
  /** One of several on a page, so that its button has to say which it changes. */
  isInTable?: boolean;
  size?: "md" | "lg";
}

/** A button that opens a form over one thing of the settings, to change it. */
export function ChangeDialog<Values extends FieldValues & { name: string }>({
  isInTable = false,
  size = "md",
  ...form
}: ChangeDialogProps<Values>) {
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const title = `Change ${form.values.name}`;
  const inTable = isInTable ? { size: "compact-sm", "aria-label": title } : {};
  return (
    <>
      <Button variant="default" onClick={() => setIsOpen(true)} {...inTable}>
        Change
      </Button>
      <Modal opened={isOpen} onClose={close} title={title} size={size}>
        <Form {...form} onClose={close} />
      </Modal>
    </>
  );
}

function Form<Values extends FieldValues & { name: string }>(form: ChangeForm<Values> & { onClose: () => void }) {
  // The values are whole, which react-hook-form's type for a part of them does not see.
  const methods = useForm<Values>({ defaultValues: form.values as DefaultValues<Values> });
  return (
    <FormProvider {...methods}>
      <Fields {...form} />
    </FormProvider>
  );
}

function Fields<Values extends FieldValues & { name: string }>({
  save,
  useProblems,
  onClose,
  children,
}: ChangeForm<Values> & { onClose: () => void }) {
  const { handleSubmit, formState } = useFormContext<Values>();
  const show = useProblems();
  const submit = handleSubmit(async (typed) => {
    const problems = await attempt(() => save(typed));
    if (!problems) return;
    show(problems);
    if (problems.length > 0) return;
    toastDone({ message: `${typed.name.trim()} saved.` });
    onClose();
  });
  return (
    <form onSubmit={submit} method="post" noValidate>
      <Stack gap="md">
        {children}
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
