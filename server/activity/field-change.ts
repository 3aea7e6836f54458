/** One line of the timeline and of the import preview: what a field said before and says now, in words. */
export interface FieldChange {
  /** `email`, `firstName`, …, or `attributes.` and the attribute's name. */
  field: string;
  from: string | null;
  to: string | null;
}
