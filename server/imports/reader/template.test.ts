import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { sourceOf } from "./file-source";
import { inspectFile } from "./inspect-file";
import { mapColumns, unmappedColumns } from "./map-columns";
import { readRecords } from "./read-records";
import { templateContent } from "./template";
import { collect } from "./test-sources";

test("the untouched template is read without a problem and every column finds its place", async () => {
  const source = sourceOf(templateContent);
  const format = await inspectFile(source);
  const mapping = mapColumns(format.header, { attributes: ["role", "department"] });
  const records = await collect(readRecords(source, format));

  expect(templateContent.split("\n")[0]).toBe(
    "email,mobile,first_name,last_name,organisation,role,department,hub_access,organisation_access",
  );
  expect(unmappedColumns(mapping)).toEqual([]);
  expect(records).toHaveLength(3);
  for (const { cells, problem } of records) {
    const [email = "", mobile = "", , , organisation, , , hubAccess = "", organisationAccess] = cells;
    expect(problem).toBeUndefined();
    expect(email).toMatch(/@example\.com$/);
    expect(mobile === "" || parsePhoneNumberFromString(mobile)?.isValid()).toBe(true);
    expect(["yes", "no", ""]).toContain(hubAccess);
    expect([organisation, organisationAccess]).toEqual(["", ""]);
  }
  expect(new Set(records.map(({ cells }) => cells[0])).size).toBe(3);
  expect(records.flatMap(({ cells }) => cells[1] || [])).toEqual(["+12025550123", "+61491570006"]);
});
