import { IconBuilding } from "@tabler/icons-react";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export default function OrganisationNotFound() {
  return (
    <NoticePage
      icon={<IconBuilding size={28} />}
      title="There is no such organisation"
      actions={<ButtonLink href="/organisations">Go to organisations</ButtonLink>}
    >
      The address may be mistyped.
    </NoticePage>
  );
}
