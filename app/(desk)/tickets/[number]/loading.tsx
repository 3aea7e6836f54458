import { FormSkeleton } from "@/app/_ui/skeletons";

export default function Loading() {
  return <FormSkeleton fields={6} />;
}
