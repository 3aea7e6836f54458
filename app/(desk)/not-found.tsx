import { IconMapSearch } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function DeskNotFound() {
  return (
    <NoticePage
      icon={<IconMapSearch size={28} />}
      title="This page does not exist"
      actions={<ButtonLink href="/customers">Go to customers</ButtonLink>}
    >
      The address may be mistyped, or what stood here has been removed. Deleted customers are in the Deleted list.
    </NoticePage>
  );
}
