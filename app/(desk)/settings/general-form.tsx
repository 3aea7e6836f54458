"use client";

import { Button, type ComboboxItem, Group, type OptionsFilter, Select, Stack, TextInput } from "@mantine/core";
import { Controller } from "react-hook-form";
import { LeaveGuard } from "@/app/_ui/leave-guard";
import type { Country } from "./countries";
import { useSettingsForm } from "./use-settings-form";

interface GeneralSettings {
  deskName: string;
  defaultCountry: string | null;
}

const FIELDS = ["deskName", "defaultCountry"] as const;

export function GeneralForm({ settings, countries }: { settings: GeneralSettings; countries: Country[] }) {
  const { register, control, save, formState } = useSettingsForm<GeneralSettings>(settings, FIELDS);

  return (
    <form onSubmit={save} method="post" noValidate>
      <LeaveGuard isOn={formState.isDirty} />
      <Stack maw="28rem" gap="md">
        <TextInput
          label="Desk name"
          description="How your help desk calls itself, on these pages and in its mails."
          autoComplete="off"
          error={formState.errors.deskName?.message}
          {...register("deskName", { required: "Give the desk a name." })}
        />
        <Controller
          control={control}
          name="defaultCountry"
          render={({ field, fieldState }) => (
            <CountrySelect {...field} countries={countries} error={fieldState.error?.message} />
          )}
        />
        <Group>
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface CountrySelectProps {
  value: string | null;
  onChange: (code: string | null) => void;
  onBlur: () => void;
  name: string;
  ref: React.Ref<HTMLInputElement>;
  countries: Country[];
  error?: string;
}

function CountrySelect({ countries, ...field }: CountrySelectProps) {
  const byCode = new Map(countries.map((country) => [country.code, country]));
  return (
    <Select
      {...field}
      label="Default country"
      description="Phone numbers without a country code are taken to be from here. Without one, every number needs its country code."
      placeholder="None"
      data={countries.map(({ code, name, callingCode }) => ({ value: code, label: `${name} (${callingCode})` }))}
      filter={matching(byCode)}
      renderOption={({ option }) => <CountryOption country={byCode.get(option.value)} />}
      searchable
      clearable
      // Who picks the country that is set already does not mean to remove it.
      allowDeselect={false}
      clearButtonProps={{ "aria-label": "No default country" }}
      nothingFoundMessage="No country is called so"
      maxDropdownHeight={320}
      selectFirstOptionOnChange
    />
  );
}

function CountryOption({ country }: { country: Country | undefined }) {
  return (
    <Group justify="space-between" wrap="nowrap" flex={1} gap="sm">
      <span>{country?.name}</span>
      <span>{country?.callingCode}</span>
    </Group>
  );
}

/** Finds a country by its name in either language, its code, or its calling code with or without the plus. */
function matching(byCode: Map<string, Country>): OptionsFilter {
  return ({ options, search }) => {
    const wanted = foldForSearch(search);
    if (wanted === "") return options;
    return (options as ComboboxItem[]).filter((option) => {
      const country = byCode.get(option.value);
      const known = country ? `${option.label} ${country.words} ${country.callingCode.slice(1)}` : option.label;
      return foldForSearch(known).includes(wanted);
    });
  };
}

const foldForSearch = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
