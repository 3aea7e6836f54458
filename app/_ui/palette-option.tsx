"use client";

import { useEffect } from "react";
import type { Found } from "./found";
import classes from "./palette.module.css";

/** Something to go to or to do. */
export interface Choice extends Omit<Found, "href"> {
  id: string;
  pick: () => void;
}

interface PaletteOptionProps {
  id: string;
  option: Choice;
  isActive: boolean;
  onPoint: () => void;
  onPick: () => void;
}

/** One line of the palette. The active one keeps itself in sight. */
export function PaletteOption({ id, option, isActive, onPoint, onPick }: PaletteOptionProps) {
  useEffect(() => {
    if (isActive) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id, isActive]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option.
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same.
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.option}
      onMouseMove={onPoint}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {option.icon && <span className={classes.icon}>{option.icon}</span>}
      <span className={classes.label}>
        {option.isGone ? (
          <>
            <del>{option.label}</del>
            <span className="look-hidden"> (deleted)</span>
          </>
        ) : (
          option.label
        )}
      </span>
      {option.detail && <span className={classes.detail}>{option.detail}</span>}
    </div>
  );
}
