import { IconDoorOff } from "@tabler/icons-react";
import type { Metadata } from "next";
import type { ReactNode } from "react";
import { hub } from "@/app/_lib/hub";
import { NoticePage } from "@/app/_ui/notice-page";

export async function generateMetadata(): Promise<Metadata> {
  const { deskName } = await hub();
  return { title: { default: deskName, template: `%s · ${deskName}` }, description: "Your requests, in one place." };
}

/** All that customers see. While the Hub is not activated it is one sentence. */
export default async function HubLayout({ children }: { children: ReactNode }) {
  const { isActivated, deskName } = await hub();
  if (isActivated) return children;
  return (
    <main>
      <NoticePage icon={<IconDoorOff size={28} />} title="There is no Customer Hub here" actions={null}>
        {deskName} answers requests in other ways at the moment. Write to the support department as you have done
        before.
      </NoticePage>
    </main>
  );
}
