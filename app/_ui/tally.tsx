import classes from "./tally.module.css";

export interface TallyItem {
  label: string;
  value: number;
  tone?: "green" | "blue" | "red" | "orange" | "gray";
}

/** A few numbers that belong together, large enough to compare at a glance. */
export function Tally({ items }: { items: TallyItem[] }) {
  return (
    <dl className={classes.tally}>
      {items.map(({ label, value, tone = "gray" }) => (
        <div key={label} className={classes.item} data-tone={value > 0 ? tone : "gray"}>
          <dt className={classes.label}>{label}</dt>
          <dd className={classes.value}>{value.toLocaleString("en-GB")}</dd>
        </div>
      ))}
    </dl>
  );
}
