import { IconMapSearch } from "@tabler/icons-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/app/_ui/links";
import { NoticePage } from "@/app/_ui/notice-page";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <NoticePage
        icon={<IconMapSearch size={28} />}
        title="This page does not exist"
        actions={<ButtonLink href="/">Go to the start page</ButtonLink>}
      >
        The address may be mistyped, or what stood here has moved.
      </NoticePage>
    </main>
  );
}
