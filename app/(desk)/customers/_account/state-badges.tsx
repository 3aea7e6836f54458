import { Badge } from "@mantine/core";
import type { AccountQuery } from "@/graphql/client/graphql";

type Account = NonNullable<AccountQuery["customer"]>;

/** The states that differ from what every customer has, and Is Active in any case. */
export function StateBadges({ customer }: { customer: Account }) {
  return (
    <>
      {customer.deletedAt && (
        <Badge component="span" color="red">
          Deleted
        </Badge>
      )}
      {customer.isBlocked && (
        <Badge component="span" color="red">
          Blocked
        </Badge>
      )}
      <Badge component="span" color={customer.isActive ? "green" : "gray"}>
        {customer.isActive ? "Active" : "Inactive"}
      </Badge>
      {!customer.hubAccess && (
        <Badge component="span" color="orange">
          Hub access off
        </Badge>
      )}
    </>
  );
}
