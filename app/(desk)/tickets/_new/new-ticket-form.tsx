"use client";

import { Alert, Button, Group, NativeSelect, SegmentedControl, Stack, TagsInput, TextInput } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Controller } from "react-hook-form";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { ButtonLink } from "@/app/_ui/links";
import { Panel } from "@/app/_ui/panel";
import { Picker } from "@/app/_ui/picker";
import formClasses from "../../customers/_form/customer-form.module.css";
import { findReporters } from "../find-reporters";
import { PRIORITIES } from "../ticket-words";
import { MessageField } from "./message-field";
import type { NewTicketValues } from "./new-ticket-values";
import { useNewTicket } from "./use-new-ticket";

interface NewTicketFormProps {
  /** The customer whose account page led here. */
  reporter: NewTicketValues["reporter"];
  agents: { id: string; name: string }[];
  /** In words, for the hint at the mobile number. */
  defaultCountry?: string;
  /** Who may not see customers cannot look for one. */
  canPick: boolean;
}

/** Writes down what somebody asked, for a customer or for somebody whom nobody knows yet. */
export function NewTicketForm({ reporter, agents, defaultCountry, canPick }: NewTicketFormProps) {
  const { form, save, problems, isSaved, attachments, message } = useNewTicket(reporter, canPick ? "known" : "new");
  const { register, control, watch, formState } = form;
  const { errors, isSubmitting, isDirty } = formState;
  const isKnown = watch("from") === "known";
  useHotkeys([["mod+Enter", save]], [], true);
  const text = (field: "email" | "mobile" | "firstName" | "lastName", label: string) => ({
    label,
    error: errors[field]?.message,
    autoComplete: "off",
    spellCheck: false,
    ...register(field),
  });

  return (
    <form
      method="post"
      noValidate
      className={formClasses.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <LeaveGuard isOn={(isDirty || attachments.files.length > 0) && !isSaved} />
      <Stack gap="md">
        {problems.length > 0 && (
          <Alert
            color="red"
            role="alert"
            id="ticket-problems"
            tabIndex={-1}
            icon={<IconAlertTriangle size={20} aria-hidden />}
            title="Not saved yet"
          >
            {problems.map((problem) => problem.message).join(" ")}
          </Alert>
        )}
        <Panel title="Reporter">
          <Stack gap="md">
            {canPick && (
              <Controller
                control={control}
                name="from"
                render={({ field }) => (
                  <SegmentedControl
                    aria-label="Whom it is from"
                    style={{ alignSelf: "flex-start" }}
                    value={field.value}
                    onChange={(chosen) => field.onChange(chosen)}
                    data={[
                      { value: "known", label: "A customer" },
                      { value: "new", label: "Somebody new" },
                    ]}
                  />
                )}
              />
            )}
            {isKnown ? (
              <Controller
                control={control}
                name="reporter"
                render={({ field }) => (
                  <Picker
                    label="Customer"
                    placeholder="Search name, e-mail, mobile"
                    value={field.value}
                    onChange={field.onChange}
                    inputRef={field.ref}
                    find={findReporters}
                    error={errors.reporter?.message}
                  />
                )}
              />
            ) : (
              <div className={formClasses.pair}>
                <TextInput {...text("email", "E-mail")} type="email" inputMode="email" autoCapitalize="none" />
                <TextInput
                  {...text("mobile", "Mobile")}
                  type="tel"
                  description={
                    defaultCountry
                      ? `Without a country code it is taken as a number in ${defaultCountry}.`
                      : "With the country code, for example +44 7700 900123."
                  }
                  inputWrapperOrder={["label", "input", "description", "error"]}
                />
                <TextInput {...text("firstName", "First name")} dir="auto" />
                <TextInput {...text("lastName", "Last name")} dir="auto" />
              </div>
            )}
          </Stack>
        </Panel>
        <Panel title="Request">
          <Stack gap="md">
            <TextInput label="Subject" error={errors.subject?.message} dir="auto" {...register("subject")} />
            <MessageField field={message} attachments={attachments} />
            <div className={formClasses.pair}>
              <NativeSelect
                label="Priority"
                error={errors.priority?.message}
                data={PRIORITIES.map(({ priority, label }) => ({ value: priority, label }))}
                {...register("priority")}
              />
              <NativeSelect
                label="Assignee"
                error={errors.assigneeId?.message}
                data={[{ value: "", label: "Nobody" }, ...agents.map(({ id, name }) => ({ value: id, label: name }))]}
                {...register("assigneeId")}
              />
              <Controller
                control={control}
                name="tags"
                render={({ field }) => (
                  <TagsInput
                    label="Tags"
                    placeholder={field.value.length === 0 ? "Type one, then Enter" : undefined}
                    error={errors.tags?.message}
                    value={field.value}
                    onChange={field.onChange}
                    onBlur={field.onBlur}
                    ref={field.ref}
                    acceptValueOnBlur
                    maxTags={20}
                  />
                )}
              />
            </div>
          </Stack>
        </Panel>
      </Stack>
      <div className={formClasses.bar}>
        <Group gap="xs">
          <Button type="submit" loading={isSubmitting} aria-keyshortcuts="Control+Enter Meta+Enter">
            Create ticket
          </Button>
          <ButtonLink href={reporter ? `/customers/${reporter.id}` : "/tickets"} variant="subtle">
            Cancel
          </ButtonLink>
        </Group>
      </div>
    </form>
  );
}
