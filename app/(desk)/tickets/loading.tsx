import { TableSkeleton } from "@/app/_ui/skeletons";

export default function Loading() {
  return <TableSkeleton />;
}
