"use client";

import { findRecords } from "@/app/_lib/find-records";
import { HOME } from "@/app/_lib/return-path";
import { Frame, type FrameProps } from "@/app/_ui/frame";

type DeskFrameProps = Omit<FrameProps, "home" | "find" | "searchPlaceholder">;

/** The frame with the words and the search of this product. A function cannot come from a server component, so it is joined here. */
export function DeskFrame(props: DeskFrameProps) {
  return <Frame {...props} home={HOME} find={findRecords} searchPlaceholder="Search customers, organisations, pages" />;
}
