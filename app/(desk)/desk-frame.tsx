"use client";

import { findCustomers } from "@/app/_lib/find-customers";
import { HOME } from "@/app/_lib/return-path";
import { Frame, type FrameProps } from "@/app/_ui/frame";

type DeskFrameProps = Omit<FrameProps, "home" | "find" | "foundLabel" | "searchPlaceholder">;

/** The frame with the words and the search of this product. A function cannot come from a server component, so it is joined here. */
export function DeskFrame(props: DeskFrameProps) {
  return (
    <Frame
      {...props}
      home={HOME}
      find={findCustomers}
      foundLabel="Customers"
      searchPlaceholder="Search customers and pages"
    />
  );
}
