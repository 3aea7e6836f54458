"use client";

import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useHotkeys, useMounted } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { Controller, FormProvider } from "react-hook-form";
import { ConflictNotice } from "@/app/_ui/conflict-notice";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import { ButtonLink } from "@/app/_ui/links";
import { Panel } from "@/app/_ui/panel";
import { rememberedCustomerList } from "../_list/customer-lists";
import { AttributeFields } from "./attribute-fields";
import classes from "./customer-form.module.css";
import type { Definition, EditedCustomer } from "./customer-values";
import { FIELD_LABELS } from "./customer-values";
import { InvitationOffer } from "./invitation-offer";
import { OrganisationField } from "./organisation-field";
import { OwnerHint } from "./owner-hint";
import { ProblemSummary } from "./problem-summary";
import { SwitchField } from "./switch-field";
import { useCustomerForm } from "./use-customer-form";

export interface FormRights {
  canSetHubAccess: boolean;
  canRestore: boolean;
  canCreateOrganisation: boolean;
}

interface CustomerFormProps {
  /** The record to change; without it the form makes a new one. */
  customer?: EditedCustomer & { hasPassword: boolean };
  definitions: Definition[];
  /** In words, for the hint at the mobile number. */
  defaultCountry?: string;
  rights: FormRights;
  /** How the switch of a new customer stands. */
  newHubAccess?: boolean;
}

/** The one form for new customers and for changes. */
export function CustomerForm({ customer, definitions, defaultCountry, rights, newHubAccess }: CustomerFormProps) {
  const router = useRouter();
  // What somebody types before the page has come alive would be overwritten as it does.
  const isAlive = useMounted();
  const desk = useCustomerForm(customer, definitions, newHubAccess);
  const { form, save, problems, conflict } = desk;
  const { register, control, formState } = form;
  const { errors, isSubmitting, isDirty } = formState;

  const saveAndStay = () => save((id) => router.push(`/customers/${id}`));
  const saveAndClose = () => save(() => router.push(rememberedCustomerList()));
  useHotkeys(
    [
      ["mod+S", saveAndStay],
      ["mod+Enter", saveAndStay],
    ],
    [],
    true,
  );
  const text = (field: "email" | "mobile" | "firstName" | "lastName") => ({
    label: FIELD_LABELS[field],
    error: errors[field]?.message,
    autoComplete: "off",
    spellCheck: false,
    readOnly: !isAlive,
    ...register(field),
  });
  const ownerHint = (field: string) =>
    problems
      .filter((one) => one.field === field)
      .map(({ problem }) => <OwnerHint key={problem.message} problem={problem} canRestore={rights.canRestore} />);

  return (
    <FormProvider {...form}>
      <LeaveGuard isOn={isDirty && !desk.isSaved} />
      <form
        method="post"
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          saveAndStay();
        }}
      >
        <Stack gap="md">
          {conflict && <ConflictNotice {...conflict} onTakeTheirs={desk.takeTheirs} />}
          {problems.length > 0 && (
            <ProblemSummary problems={problems} onGo={(field) => form.setFocus(field as "email")} />
          )}
          <Panel title="Person" lead="An e-mail address, a mobile number, or both are needed.">
            <div className={classes.pair}>
              <div>
                <TextInput
                  {...text("email")}
                  type="email"
                  inputMode="email"
                  autoCapitalize="none"
                  autoFocus={!customer}
                />
                {ownerHint("email")}
              </div>
              <div>
                <TextInput
                  {...text("mobile")}
                  type="tel"
                  description={mobileHint(defaultCountry)}
                  inputWrapperOrder={["label", "input", "description", "error"]}
                />
                {ownerHint("mobile")}
              </div>
              <TextInput {...text("firstName")} dir="auto" />
              <TextInput {...text("lastName")} dir="auto" />
              <Controller
                control={control}
                name="organisation"
                render={({ field }) => (
                  <OrganisationField
                    value={field.value}
                    onChange={field.onChange}
                    inputRef={field.ref}
                    error={errors.organisation?.message}
                    canCreate={rights.canCreateOrganisation}
                  />
                )}
              />
            </div>
          </Panel>
          <Panel title="Attributes">
            <Stack gap="md">
              <AttributeFields otherNames={namesBesides(definitions)} />
            </Stack>
          </Panel>
          <Panel title="Customer Hub">
            <Stack gap="md">
              <SwitchField field="isActive" />
              {customer && (
                <InvitationOffer customer={customer} isOn={desk.wantsInvitation} set={desk.setWantsInvitation} />
              )}
              {rights.canSetHubAccess && <SwitchField field="hubAccess" />}
            </Stack>
          </Panel>
        </Stack>
        <div className={classes.bar}>
          <Group gap="xs">
            <Button type="submit" loading={isSubmitting} aria-keyshortcuts="Control+S Meta+S">
              Save
            </Button>
            <Button variant="default" disabled={isSubmitting} onClick={saveAndClose}>
              Save and Close
            </Button>
            <ButtonLink href={customer ? `/customers/${customer.id}` : "/customers"} variant="subtle">
              Cancel
            </ButtonLink>
          </Group>
        </div>
      </form>
    </FormProvider>
  );
}

function mobileHint(defaultCountry: string | undefined): string {
  return defaultCountry
    ? `Without a country code it is taken as a number in ${defaultCountry}.`
    : "With the country code, for example +44 7700 900123.";
}

/** Attributes that single records have already: offered, so that one thing does not get two names. */
function namesBesides(definitions: readonly Definition[]): string[] {
  return definitions.filter((definition) => !definition.isOnEveryForm).map((definition) => definition.name);
}
