import type { Element } from "domhandler";

/** What mail programs write on every word: the colour of ink, which says nothing and cannot be read in the dark. */
const INK =
  /^(black|windowtext|inherit|initial|#(000|111|222|333)|#(0{6}|1{6}|2{6}|3{6}|212121|242424|1a1a1a)|rgba?\(\s*(0|17|3[34]|36|51)\s*,\s*(0|17|3[34]|36|51)\s*,\s*(0|17|3[34]|36|51)\s*(,\s*1\s*)?\))$/i;

/** Leaves the colour of what is written in ink to the page that shows it. */
export function dropInk({ attribs }: Element): void {
  if (attribs.color && INK.test(attribs.color.trim())) delete attribs.color;
  if (!attribs.style) return;
  // Sanitised: a semicolon ends a declaration, and nothing else.
  const kept = attribs.style.split(";").filter((declaration) => {
    const [name = "", value = ""] = declaration.split(":");
    return name.trim() !== "" && !(name.trim() === "color" && INK.test(value.trim()));
  });
  if (kept.length > 0) attribs.style = kept.join(";");
  else delete attribs.style;
}

/** Whether something has a colour of its own, or a ground. */
export const hasColours = ({ attribs }: Element): boolean =>
  !!attribs.color || !!attribs.bgcolor || /(^|;)\s*(background-)?(color|background)\s*:/.test(attribs.style ?? "");
