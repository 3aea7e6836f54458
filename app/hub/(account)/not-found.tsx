import { IconMapSearch } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function HubNotFound() {
  return (
    <NoticePage
      icon={<IconMapSearch size={28} />}
      title="There is no such request"
      actions={<ButtonLink href="/hub/tickets">Go to your requests</ButtonLink>}
    >
      The address may be mistyped, or the request is not one of yours.
    </NoticePage>
  );
}
