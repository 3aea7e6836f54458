"use client";

import { Autocomplete, Button, CloseButton, NativeSelect, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Controller, useFieldArray, useFormContext } from "react-hook-form";
import classes from "./customer-form.module.css";
import type { AttributeValue, CustomerValues } from "./customer-values";

/** The attributes of a customer, each by its type, and + for one that nobody has thought of yet. */
export function AttributeFields({ otherNames }: { otherNames: string[] }) {
  const { control } = useFormContext<CustomerValues>();
  const { fields, append, remove } = useFieldArray({ control, name: "attributes" });
  const plus = useRef<HTMLButtonElement>(null);
  return (
    <>
      <div className={classes.pair}>
        {fields.map((field, place) =>
          field.isAdded ? null : <AttributeField key={field.id} attribute={field} place={place} />,
        )}
      </div>
      {fields.map((field, place) =>
        field.isAdded ? (
          <AddedAttribute
            key={field.id}
            place={place}
            otherNames={otherNames}
            onRemove={() => {
              remove(place);
              plus.current?.focus();
            }}
          />
        ) : null,
      )}
      <div>
        <Button
          ref={plus}
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() =>
            append(
              { name: "", type: "TEXT", choices: [], isRequired: false, isAdded: true, value: "" },
              { shouldFocus: false },
            )
          }
        >
          Add attribute
        </Button>
      </div>
    </>
  );
}

function AttributeField({ attribute, place }: { attribute: AttributeValue; place: number }) {
  const { register, formState } = useFormContext<CustomerValues>();
  const { name, type, isRequired, choices } = attribute;
  const error = formState.errors.attributes?.[place]?.value?.message;
  const field = { label: name, required: isRequired, error, ...register(`attributes.${place}.value`) };
  if (type === "CHOICE" || type === "YES_NO") {
    const offered = type === "CHOICE" ? [...new Set([...choices, attribute.value].filter(Boolean))] : ["yes", "no"];
    return (
      <NativeSelect
        {...field}
        data={[{ value: "", label: "Not given" }, ...offered.map((value) => ({ value, label: value }))]}
      />
    );
  }
  if (type === "DATE") return <TextInput {...field} type="date" max="9999-12-31" />;
  if (type === "NUMBER") return <TextInput {...field} inputMode="decimal" autoComplete="off" />;
  return <TextInput {...field} dir="auto" autoComplete="off" />;
}

interface AddedAttributeProps {
  place: number;
  otherNames: string[];
  onRemove: () => void;
}

function AddedAttribute({ place, otherNames, onRemove }: AddedAttributeProps) {
  const { register, control, formState, setFocus } = useFormContext<CustomerValues>();
  const errors = formState.errors.attributes?.[place];
  useEffect(() => setFocus(`attributes.${place}.name`), [setFocus, place]);
  return (
    <fieldset className={classes.added}>
      <legend className="look-hidden">Added attribute</legend>
      <Controller
        control={control}
        name={`attributes.${place}.name`}
        render={({ field: { ref, ...field } }) => (
          <Autocomplete
            {...field}
            ref={ref}
            label="Attribute name"
            placeholder="For example: Shoe size"
            data={otherNames}
            maxLength={60}
            autoComplete="off"
            error={errors?.name?.message}
          />
        )}
      />
      <TextInput
        label="Value"
        dir="auto"
        autoComplete="off"
        error={errors?.value?.message}
        {...register(`attributes.${place}.value`)}
      />
      <CloseButton aria-label="Remove this attribute" mt={26} onClick={onRemove} />
    </fieldset>
  );
}
