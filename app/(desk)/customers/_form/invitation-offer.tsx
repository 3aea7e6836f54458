import { Checkbox } from "@mantine/core";
import { useFormContext, useWatch } from "react-hook-form";
import type { CustomerValues } from "./customer-values";

interface InvitationOfferProps {
  /** As the form was opened. */
  customer: { isActive: boolean; hasPassword: boolean };
  isOn: boolean;
  set: (isOn: boolean) => void;
}

/** Who is set active and has no password cannot log in all the same: the form offers to mail them a link to set one. */
export function InvitationOffer({ customer, isOn, set }: InvitationOfferProps) {
  const { control } = useFormContext<CustomerValues>();
  const isActive = useWatch({ control, name: "isActive" });
  const email = useWatch({ control, name: "email" });
  if (customer.isActive || customer.hasPassword || !isActive || !email.trim()) return null;
  return (
    <Checkbox
      ml={50}
      label="Send an invitation"
      description="They have no password yet: the mail has a link to set one."
      checked={isOn}
      onChange={(event) => set(event.currentTarget.checked)}
    />
  );
}
