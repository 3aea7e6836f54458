import { IconLock } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function DeskForbidden() {
  return (
    <NoticePage
      icon={<IconLock size={28} />}
      tone="yellow"
      title="Your role does not allow this"
      actions={<ButtonLink href="/customers">Go to customers</ButtonLink>}
    >
      Ask an admin for the permission if you need it for your work. Nothing was changed.
    </NoticePage>
  );
}
