import type { OrganisationPageQuery } from "@/graphql/client/graphql";
import classes from "../../customers/_account/account.module.css";
import { NEWCOMERS } from "./newcomer-words";

type Organisation = NonNullable<OrganisationPageQuery["organisation"]>;

/** The organisation for who may not change it. */
export function OrganisationFacts({ organisation: { name, domains, newcomers } }: { organisation: Organisation }) {
  return (
    <dl className={classes.details}>
      <div className={classes.detail}>
        <dt>Name</dt>
        <dd>
          <bdi>{name}</bdi>
        </dd>
      </div>
      <div className={classes.detail}>
        <dt>Domains</dt>
        <dd>{domains.length > 0 ? <bdi>{domains.join(", ")}</bdi> : <span className={classes.none}>None</span>}</dd>
      </div>
      {domains.length > 0 && (
        <div className={classes.detail}>
          <dt>New customers</dt>
          <dd>{NEWCOMERS.find(({ value }) => value === newcomers)?.label}</dd>
        </div>
      )}
    </dl>
  );
}
