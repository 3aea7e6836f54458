interface EventGroup {
  title: string;
  events: { type: string; label: string }[];
}

export const EVENT_GROUPS: EventGroup[] = [
  {
    title: "Customers",
    events: [
      { type: "customer.created", label: "Created" },
      { type: "customer.updated", label: "Changed" },
      { type: "customer.deleted", label: "Deleted" },
      { type: "customer.restored", label: "Restored" },
      { type: "customer.merged", label: "Merged" },
      { type: "customer.unmerged", label: "Taken apart again" },
    ],
  },
  {
    title: "Tickets",
    events: [
      { type: "ticket.created", label: "Created" },
      { type: "ticket.updated", label: "Changed" },
      { type: "comment.created", label: "Answered, by a customer or an agent" },
    ],
  },
];

/** Where the focus goes when the button that one pressed is gone. */
export const WEBHOOKS_ID = "webhooks";
