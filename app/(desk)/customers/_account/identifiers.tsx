import type { AccountQuery } from "@/graphql/client/graphql";
import classes from "./account.module.css";
import { AddIdentifier } from "./add-identifier";
import { CopyText } from "./copy-text";
import { IdentifierMenu } from "./identifier-menu";

export type Identifier = NonNullable<AccountQuery["customer"]>["identifiers"][number];

interface IdentifiersProps {
  customerId: string;
  kind: Identifier["kind"];
  /** All of the customer's, of both kinds. */
  identifiers: Identifier[];
  canEdit: boolean;
}

/** The addresses or the numbers by which a customer is found, the primary one first. */
export function Identifiers({ customerId, kind, identifiers, canEdit }: IdentifiersProps) {
  const own = identifiers.filter((one) => one.kind === kind);
  return (
    <>
      {own.length === 0 && <span className={classes.none}>Not given</span>}
      <ul className={classes.others}>
        {own.map((one) => (
          <li key={one.id} className={classes.copyable}>
            <span className={classes.identifier}>
              <a href={hrefOf(one)} className={classes.link}>
                <bdi dir="ltr">{one.value}</bdi>
              </a>
              <span className={classes.sentence}>{stateInWords(one, own.length > 1)}</span>
            </span>
            <CopyText text={one.value} label={one.isPrimary ? LABELS[kind].copy : `Copy ${one.value}`} />
            {canEdit && <IdentifierMenu identifier={one} isOnly={identifiers.length === 1} />}
          </li>
        ))}
      </ul>
      {canEdit && own.length > 0 && <AddIdentifier customerId={customerId} kind={kind} label={LABELS[kind].add} />}
    </>
  );
}

const LABELS = {
  EMAIL: { copy: "Copy e-mail", add: "Another e-mail" },
  MOBILE: { copy: "Copy mobile", add: "Another mobile" },
};

const hrefOf = ({ kind, value }: Identifier): string =>
  kind === "EMAIL" ? `mailto:${value}` : `tel:${value.replace(/[^\d+]/g, "")}`;

/** Nobody confirms a number, and a single one needs not be told from others. */
function stateInWords({ kind, isPrimary, isVerified }: Identifier, isOneOfMany: boolean): string {
  const words = [
    ...(isOneOfMany && isPrimary ? ["primary"] : []),
    ...(kind === "EMAIL" ? [isVerified ? "confirmed" : "not confirmed"] : []),
  ];
  return words.join(", ").replace(/^./, (letter) => letter.toUpperCase());
}
