/** A field as it stood when it was changed before the page had come to life. */
type EarlyChange = { value: string } | { isChecked: boolean };

interface EarlyInput {
  changes: Map<Field, EarlyChange>;
  /** The button that was pressed last, or the form that Enter sent. */
  press?: HTMLElement;
  stop(): void;
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

declare global {
  interface Window {
    deskfolkEarlyInput?: EarlyInput;
  }
}

/**
 * For the head of every page, before its scripts. A page can be read and typed into before React has taken it over; taking it over
 * puts every field back to what the server sent, and a button does nothing or sends the form past its checks. This holds what is
 * done meanwhile. Plain text rather than a function, because a compiler may take parts of a function out of it.
 */
export const HOLD_EARLY_INPUT = `(() => {
  const early = { changes: new Map(), press: undefined };
  const note = ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches("input:not([type=file]), select, textarea")) return;
    const isSwitch = target.type === "checkbox" || target.type === "radio";
    early.changes.set(target, isSwitch ? { isChecked: target.checked } : { value: target.value });
  };
  const hold = (event) => {
    const target = event.type === "click" ? event.target.closest("button") : event.target;
    // A form with an address to go to works without us.
    if (!target || (target.form ?? target).hasAttribute("action")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    early.press = target;
  };
  const kinds = [["input", note], ["change", note], ["click", hold], ["submit", hold]];
  for (const [kind, listener] of kinds) document.addEventListener(kind, listener, true);
  early.stop = () => {
    for (const [kind, listener] of kinds) document.removeEventListener(kind, listener, true);
  };
  window.deskfolkEarlyInput = early;
})();`;

/**
 * Puts the fields back to what the server sent, in the moment before the forms look at them: react-hook-form takes over a typed value
 * that it finds, but then counts the form as changed without telling anybody, and a Save button stays grey.
 */
export function putEarlyInputBack(): void {
  for (const [field] of window.deskfolkEarlyInput?.changes ?? []) {
    if (field instanceof HTMLInputElement && isSwitch(field)) field.checked = field.defaultChecked;
    else field.value = sentValue(field);
  }
}

/** Does again, in order, what was held: now there is somebody to hear it. Once a page. */
export function replayEarlyInput(): void {
  const early = window.deskfolkEarlyInput;
  if (!early) return;
  window.deskfolkEarlyInput = undefined;
  early.stop();
  for (const [field, change] of early.changes) if (field.isConnected) redo(field, change);
  if (!early.press?.isConnected) return;
  if (early.press instanceof HTMLFormElement) early.press.requestSubmit();
  else early.press.click();
}

function redo(field: Field, change: EarlyChange): void {
  if ("isChecked" in change) {
    if (!(field instanceof HTMLInputElement)) return;
    // A click that changes nothing would not be heard.
    field.checked = !change.isChecked;
    field.click();
    return;
  }
  // React hears no change to a value that it saw set: it must have seen another, and this one be set behind its back.
  field.value = change.value === "" ? sentValue(field) : "";
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, change.value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function sentValue(field: Field): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

const isSwitch = ({ type }: HTMLInputElement) => type === "checkbox" || type === "radio";
