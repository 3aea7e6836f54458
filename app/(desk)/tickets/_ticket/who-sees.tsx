"use client";

import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import { ask } from "@/app/_lib/ask";
import { TextLink } from "@/app/_ui/links";
import { Picker, type PickerOption } from "@/app/_ui/picker";
import type { WhySeenQuery } from "@/graphql/client/graphql";
import { findReporters } from "../find-reporters";

// As text: a document object would bring graphql-js into the browser to print it again. The generator checks it all the same.
const WHY_SEEN = /* GraphQL */ `
  query WhySeen($ticketId: ID!, $customerId: ID!) {
    ticketVisibility(ticketId: $ticketId, customerId: $customerId) {
      isVisible
      reasons
    }
  }
`;

interface WhoSeesProps {
  ticketId: string;
  organisation: { id: string; name: string } | null;
}

/** Who sees the ticket in the Customer Hub, and for any customer why, or why not. */
export function WhoSees({ ticketId, organisation }: WhoSeesProps) {
  const [customer, setCustomer] = useState<PickerOption | null>(null);
  const [answer, setAnswer] = useState<WhySeenQuery["ticketVisibility"] | "failed">();
  const choose = async (chosen: PickerOption | null) => {
    setCustomer(chosen);
    setAnswer(undefined);
    if (!chosen) return;
    const found = await ask<WhySeenQuery>(WHY_SEEN, { ticketId, customerId: chosen.id });
    setAnswer(found?.ticketVisibility ?? "failed");
  };
  return (
    <Stack gap="sm">
      <Text>
        {organisation ? (
          <>
            Its reporter, and whoever has access to the tickets of{" "}
            <TextLink href={`/organisations/${organisation.id}`}>
              <bdi>{organisation.name}</bdi>
            </TextLink>
            .
          </>
        ) : (
          "Its reporter only: it was opened for no organisation."
        )}
      </Text>
      <Picker
        label="Why can this customer see it, or not?"
        placeholder="Search a customer"
        value={customer}
        onChange={choose}
        find={findReporters}
      />
      <div role="status">
        {answer === "failed" && "The answer did not come through. Choose the customer again."}
        {answer && answer !== "failed" && (
          <>
            <Text fw={600}>{answer.isVisible ? "Yes, it is shown to them." : "No, it is hidden from them."}</Text>
            {answer.reasons.map((reason) => (
              <Text key={reason}>
                <bdi>{reason}</bdi>
              </Text>
            ))}
          </>
        )}
      </div>
    </Stack>
  );
}
