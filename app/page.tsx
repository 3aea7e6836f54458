import { redirect } from "next/navigation";
import { HOME } from "./_lib/return-path";

export default function RootPage() {
  redirect(HOME);
}
