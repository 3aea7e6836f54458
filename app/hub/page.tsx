import { redirect } from "next/navigation";
import { HUB_HOME } from "@/app/_lib/return-path";

export default function HubPage() {
  redirect(HUB_HOME);
}
