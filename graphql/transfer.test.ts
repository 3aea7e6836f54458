import { createCustomer } from "@/server/customers/save-customer";
import { MAX_UPLOAD_BYTES } from "@/server/files/save-upload";
import { jobHandlers } from "@/server/job-handlers";
import { runNextJob } from "@/server/jobs/run-job";
import type { Permission } from "@/server/permissions";
import { type TestDesk, testDesk } from "./testing/desk";

const FILE = "email,first_name,born\nann@example.com,Ann,\nbo@example,Bo,\n";

async function headersOf(desk: TestDesk, ...permissions: Permission[]) {
  const { token } = await desk.aToken(...permissions);
  return { authorization: `Bearer ${token}` };
}

/** `duplex` is Node's and unknown to the DOM's declarations. */
function uploadOf(headers: Record<string, string>, body?: BodyInit): Request {
  return new Request("http://localhost/api/uploads", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

const saidBy = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });

async function imported(desk: TestDesk, headers: { authorization: string }, body: BodyInit, more = {}) {
  const caller = { kind: "bearer", token: headers.authorization.slice(7) } as const;
  const { uploadId } = (await (await desk.helpdesk.handleUpload(uploadOf({ ...headers, ...more }, body))).json()) as {
    uploadId: string;
  };
  const working = work(desk);
  const { data } = await desk.ask(
    caller,
    `mutation($id: ID!) { previewImport(input: { uploadId: $id }) { userErrors { path message } import { id fileName status totalRows
      file { encodingLabel delimiterLabel size } columns { label target field samples } preview { create error rows { nodes { verdict label changes { field to } } } } } } }`,
    { id: uploadId },
  );
  await working;
  return data.previewImport;
}

/** The worker's part, while somebody waits for it. */
async function work(desk: TestDesk): Promise<void> {
  for (const _ of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    if (await runNextJob(desk.ctx, jobHandlers)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("a file sent as the body is previewed, imported and its failed rows come back as a file", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.import", "customer.view");

  const { import: found, userErrors } = await imported(desk, headers, FILE, {
    "content-type": "text/csv",
    "x-file-name": encodeURIComponent("Größe.csv"),
  });
  expect(userErrors).toEqual([]);
  expect(found).toMatchObject({
    fileName: "Größe.csv",
    status: "READY",
    totalRows: 2,
    file: { encodingLabel: "Unicode (UTF-8)", delimiterLabel: "Comma", size: FILE.length },
    preview: { create: 1, error: 1 },
  });
  expect(found.columns.map((column: { target: string; samples: string[] }) => column.target)).toEqual([
    "FIELD",
    "FIELD",
    "IGNORED",
  ]);
  const caller = { kind: "bearer", token: headers.authorization.slice(7) } as const;
  await desk.ask(caller, `mutation { startImport(input: { importId: "${found.id}" }) { userErrors { message } } }`);
  await work(desk);
  const { data } = await desk.ask(
    caller,
    `{ import(id: "${found.id}") { status created failed failures { nodes { line columnName message } } job { status progressDone progressTotal } } }`,
  );
  expect(data.import).toMatchObject({
    status: "DONE",
    created: 1,
    failed: 1,
    failures: { nodes: [{ line: 3, columnName: "email" }] },
    job: { status: "DONE", progressDone: 2, progressTotal: 2 },
  });

  const name = `import-${found.id}-errors.csv`;
  const response = await desk.helpdesk.handleDownload(
    new Request(`http://localhost/api/downloads/${name}`, { headers }),
    name,
  );
  expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${name}"`);
  const text = await response.text();
  expect(text).toMatch(/^email,first_name,born,error\r\nbo@example,Bo,,.*email: .+\r\n$/);
});

test("a form with one file does as well", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.import");
  const form = new FormData();
  form.set("file", new Blob([FILE], { type: "text/csv" }), "people.csv");

  const { import: found } = await imported(desk, headers, form);

  expect(found).toMatchObject({ fileName: "people.csv", status: "READY", preview: { create: 1, error: 1 } });
});

test("a refused file tells why, as an error of the upload", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.import");

  const { import: found, userErrors } = await imported(desk, headers, "first,last\nAnn,Brown\n");

  expect(found.status).toBe("REFUSED");
  expect(userErrors).toEqual([
    { path: ["uploadId"], message: expect.stringMatching(/No column is called email or mobile.+“first”, “last”/) },
  ]);
});

test("an upload needs a sign-in and the permission", async () => {
  const desk = await testDesk();

  const nobody = await desk.helpdesk.handleUpload(uploadOf({}, FILE));
  expect(await saidBy(nobody)).toMatchObject({ status: 401 });
  const headers = await headersOf(desk, "customer.view", "customer.create");
  expect(await saidBy(await desk.helpdesk.handleUpload(uploadOf(headers, FILE)))).toMatchObject({
    status: 403,
    error: "This needs the permission customer.import. Ask an admin for it.",
  });
});

test("a file over the limit is refused by its length, before it is sent", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.import");
  const endless = new ReadableStream({
    pull() {
      throw new Error("It was read.");
    },
  });
  const large = { ...headers, "content-length": String(MAX_UPLOAD_BYTES * 2) };

  for (const type of ["text/csv", "multipart/form-data; boundary=x"]) {
    const response = await desk.helpdesk.handleUpload(uploadOf({ ...large, "content-type": type }, endless));
    expect(await saidBy(response)).toMatchObject({
      status: 413,
      error: expect.stringMatching(/^A file is at most 1 GiB/),
    });
  }
});

test.each([
  ["no file in it", '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'],
  ["an end before its time", '--x\r\ncontent-disposition: form-data; name="a"; filename="a.csv"\r\n\r\nemail\r\nann@'],
  ["nothing at all", ""],
])("a form with %s is refused", async (_, body) => {
  const desk = await testDesk();
  const headers = { ...(await headersOf(desk, "customer.import")), "content-type": "multipart/form-data; boundary=x" };

  const said = await saidBy(await desk.helpdesk.handleUpload(uploadOf(headers, body)));

  expect(said).toMatchObject({ status: 400, error: expect.stringMatching(/\.$/) });
});

test("the export is exactly the view in the address", async () => {
  const desk = await testDesk();
  await createCustomer(desk.ctx, { email: "ann@example.com", firstName: "Ann", isActive: true });
  await createCustomer(desk.ctx, { email: "bo@example.com", firstName: "Bo", isActive: true });
  await createCustomer(desk.ctx, { email: "cy@example.com", firstName: "Cy" });
  const headers = await headersOf(desk, "customer.export");
  const get = (search: string) =>
    desk.helpdesk.handleDownload(
      new Request(`http://localhost/api/downloads/customers.csv?${search}`, { headers }),
      "customers.csv",
    );
  const address = new URLSearchParams({
    filter: JSON.stringify({ isActive: true, source: "API", organisationId: null }),
    sort: JSON.stringify({ field: "NAME", direction: "DESC" }),
    columns: "name,email,createdAt",
  });

  expect(await (await get(address.toString())).text()).toBe(
    "email,mobile,first_name,last_name,organisation,role,department,hub_access,organisation_access,created_at\r\n",
  );
  address.set("filter", JSON.stringify({ isActive: true }));
  const lines = (await (await get(address.toString())).text()).split("\r\n");
  expect(lines.slice(1)).toEqual([
    "bo@example.com,,Bo,,,,,yes,,2026-03-04T05:06:07.089Z",
    "ann@example.com,,Ann,,,,,yes,,2026-03-04T05:06:07.089Z",
    "",
  ]);
  expect(await saidBy(await get("filter={bad"))).toEqual({
    status: 400,
    error: "Give filter as JSON, as the GraphQL API takes it.",
  });
});

test("downloads need their permissions, and there are no others", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.view");
  const statusOf = async (name: string) =>
    (await desk.helpdesk.handleDownload(new Request(`http://localhost/api/downloads/${name}`, { headers }), name))
      .status;

  expect(await statusOf("customers.csv")).toBe(403);
  expect(await statusOf("import_customers_template.csv")).toBe(403);
  expect(await statusOf("import-1-errors.csv")).toBe(403);
  expect(await statusOf("../secrets")).toBe(404);
});

test("a file of a comment is sent and fetched, only ever as a download", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "ticket.create", "ticket.edit", "ticket.view");
  const sent = new Request("http://localhost/api/uploads?purpose=attachment", {
    method: "POST",
    headers: { ...headers, "x-file-name": encodeURIComponent('Bild "1".svg') },
    body: "<svg onload=alert(1)>",
    duplex: "half",
  } as RequestInit);
  const { uploadId } = (await (await desk.helpdesk.handleUpload(sent)).json()) as { uploadId: string };
  const caller = { kind: "bearer", token: headers.authorization.slice(7) } as const;
  const { data } = await desk.ask(
    caller,
    `mutation($id: ID!) { createTicket(input: { email: "a@example.com", subject: "S", body: "<p>Look</p>", bodyFormat: HTML, uploadIds: [$id] })
      { userErrors { path message } ticket { comments { nodes { body bodyText bodyHtml attachments { fileName size url } } } } } }`,
    { id: uploadId },
  );
  const [comment] = data.createTicket.ticket.comments.nodes;
  expect(comment).toMatchObject({
    bodyText: "Look",
    bodyHtml: "<p>Look</p>",
    attachments: [{ fileName: 'Bild "1".svg', size: 21 }],
  });
  const name = comment.attachments[0].url.split("/").at(-1);
  const fetched = await desk.helpdesk.handleDownload(new Request("http://localhost/", { headers }), name);
  expect(await fetched.text()).toBe("<svg onload=alert(1)>");
  expect(Object.fromEntries(fetched.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-disposition": "attachment; filename=\"Bild _1_.svg\"; filename*=UTF-8''Bild%20%221%22.svg",
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
  // Of a ticket that one may not see it is as little there as one that there is not.
  const blind = await headersOf(desk, "customer.view", "ticket.create");
  for (const [who, wanted] of [
    [headers, "attachment-99"],
    [blind, name],
    [blind, "attachment-99"],
  ]) {
    const missing = await desk.helpdesk.handleDownload(new Request("http://localhost/", { headers: who }), wanted);
    expect([missing.status, await missing.json()]).toEqual([404, { error: expect.stringMatching(/no such file/i) }]);
  }
});

test("a file for a comment needs ticket.edit, and a purpose that nobody knows is refused", async () => {
  const desk = await testDesk();
  const to = (purpose: string, headers: Record<string, string>) =>
    desk.helpdesk.handleUpload(
      new Request(`http://localhost/api/uploads?purpose=${purpose}`, { method: "POST", headers }),
    );
  expect((await to("attachment", await headersOf(desk, "customer.import"))).status).toBe(403);
  expect((await to("other", await headersOf(desk, "customer.import"))).status).toBe(400);
});

test("a selection is downloaded by its ids, of one list only, and of a thousand at most", async () => {
  const desk = await testDesk();
  const headers = await headersOf(desk, "customer.export");
  const ids: number[] = [];
  for (const firstName of ["Ann", "Bo", "Cy"]) {
    ids.push(await createCustomer(desk.ctx, { firstName, email: `${firstName.toLowerCase()}@example.com` }));
  }
  const get = (search: string) =>
    desk.helpdesk.handleDownload(
      new Request(`http://localhost/api/downloads/customers.csv?${search}`, { headers }),
      "customers.csv",
    );
  const text = await (await get(`ids=${ids[0]},${ids[2]}&filter=${encodeURIComponent('{"isDeleted":false}')}`)).text();
  expect(text).toMatch(/ann@example\.com[\s\S]*cy@example\.com/);
  expect(text).not.toContain("bo@example.com");
  expect(await (await get(`ids=${ids[0]}&filter=${encodeURIComponent('{"isDeleted":true}')}`)).text()).not.toContain(
    "ann@",
  );
  expect((await get(`ids=${Array(1001).fill(1).join(",")}`)).status).toBe(400);
});
