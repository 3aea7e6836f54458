import { IconUserQuestion } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function CustomerNotFound() {
  return (
    <NoticePage
      icon={<IconUserQuestion size={28} />}
      title="There is no such customer"
      actions={<ButtonLink href="/customers">Go to customers</ButtonLink>}
    >
      The address may be mistyped. Deleted customers keep their page; look for them in the Deleted list.
    </NoticePage>
  );
}
