import type { ReactNode } from "react";
import { TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import type { AccountQuery } from "@/graphql/client/graphql";
import { sourceLabel } from "../_list/sources";
import { SWITCH_SENTENCES } from "../switch-sentences";
import classes from "./account.module.css";
import { Identifiers } from "./identifiers";
import { SuggestedOrganisation } from "./suggested-organisation";

type Account = NonNullable<AccountQuery["customer"]>;

interface AccountDetailsProps {
  customer: Account;
  canImport: boolean;
  canEdit: boolean;
}

/** Who the customer is: everything that the record holds. */
export function AccountDetails({ customer, canImport, canEdit }: AccountDetailsProps) {
  const { id: customerId, identifiers, organisation, suggestedOrganisation, attributes } = customer;
  const known = { customerId, identifiers, canEdit: canEdit && customer.deletedAt === null };
  return (
    <Panel title="Details">
      <dl className={classes.details}>
        <Detail label="E-mail">
          <Identifiers kind="EMAIL" {...known} />
        </Detail>
        <Detail label="Mobile">
          <Identifiers kind="MOBILE" {...known} />
        </Detail>
        <Detail label="First name">{customer.firstName && <bdi>{customer.firstName}</bdi>}</Detail>
        <Detail label="Last name">{customer.lastName && <bdi>{customer.lastName}</bdi>}</Detail>
        <Detail label="Organisation">
          {organisation && (
            <TextLink href={`/organisations/${organisation.id}`}>
              <bdi>{organisation.name}</bdi>
            </TextLink>
          )}
          {suggestedOrganisation && (
            <SuggestedOrganisation
              customerId={customer.id}
              organisation={suggestedOrganisation}
              canEdit={canEdit && customer.deletedAt === null}
            />
          )}
        </Detail>
        {attributes.map((attribute) => (
          <Detail key={attribute.name} label={attribute.name}>
            <bdi>{attribute.value}</bdi>
          </Detail>
        ))}
      </dl>
      <dl className={classes.details} data-second>
        <Switch label="Is Active" isOn={customer.isActive} on="Yes" off="No" sentence={SWITCH_SENTENCES.isActive} />
        <Switch label="Hub access" isOn={customer.hubAccess} on="On" off="Off" sentence={SWITCH_SENTENCES.hubAccess} />
        <Detail label="Source">
          <Source customer={customer} canImport={canImport} />
        </Detail>
        <Detail label="Created">
          <Moment at={customer.createdAt} />
        </Detail>
        <Detail label="Updated">
          <Moment at={customer.updatedAt} />
        </Detail>
        {customer.deletedAt && (
          <Detail label="Deleted">
            <Moment at={customer.deletedAt} />
          </Detail>
        )}
      </dl>
    </Panel>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  const isEmpty = Array.isArray(children) ? children.every((child) => !child) : children === null || children === "";
  return (
    <div className={classes.detail}>
      <dt>{label}</dt>
      <dd>{isEmpty ? <span className={classes.none}>Not given</span> : children}</dd>
    </div>
  );
}

interface SwitchProps {
  label: string;
  isOn: boolean;
  on: string;
  off: string;
  sentence: string;
}

function Switch({ label, isOn, on, off, sentence }: SwitchProps) {
  return (
    <Detail label={label}>
      {isOn ? on : off}
      <span className={classes.sentence}>{sentence}</span>
    </Detail>
  );
}

function Source({ customer, canImport }: { customer: Account; canImport: boolean }) {
  const { source, sourceImportId } = customer;
  if (!sourceImportId) return sourceLabel(source);
  const name = `Import #${sourceImportId}`;
  return canImport ? <TextLink href={`/customers/import/${sourceImportId}`}>{name}</TextLink> : name;
}
