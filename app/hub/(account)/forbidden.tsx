import { IconLock } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function HubForbidden() {
  return (
    <NoticePage
      icon={<IconLock size={28} />}
      title="You may not do this any more"
      actions={<ButtonLink href="/hub/tickets">Go to your requests</ButtonLink>}
    >
      What you may do for this organisation has been changed. Ask the support department if you need it.
    </NoticePage>
  );
}
