import type { FormRights } from "./customer-form";

/** Who gets the form may do this in it. The Hub access switch is there only while there is a Hub. */
export function formRights(permissions: readonly string[], { hubActivated }: { hubActivated: boolean }): FormRights {
  return {
    canSetHubAccess: hubActivated && permissions.includes("customer.hubAccess"),
    canRestore: permissions.includes("customer.restore"),
    canCreateOrganisation: permissions.includes("organisation.manage"),
  };
}

/** "United Kingdom" for "GB". Made on the server, because browsers do not all have the same names. */
export function countryName(code: string | null): string | undefined {
  return code ? (new Intl.DisplayNames("en-GB", { type: "region" }).of(code) ?? code) : undefined;
}
