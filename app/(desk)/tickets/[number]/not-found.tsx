import { IconTicketOff } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function TicketNotFound() {
  return (
    <NoticePage
      icon={<IconTicketOff size={28} />}
      title="There is no such ticket"
      actions={<ButtonLink href="/tickets">Go to tickets</ButtonLink>}
    >
      The number may be mistyped, or it is a ticket that you may not see.
    </NoticePage>
  );
}
