import type { DeskServer } from "./desk-server";

/** Another program or colleague at work: over the API. */
export interface Colleague {
  ask<T>(query: string, variables?: object): Promise<T>;
  upload(name: string, bytes: Uint8Array): Promise<string>;
  download(name: string): Promise<Buffer>;
}

export async function aColleague(desk: DeskServer, permissions = "all"): Promise<Colleague> {
  const authorization = `Bearer ${await desk.token("Colleague", permissions)}`;
  return {
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const response = await fetch(`${desk.url}/api/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: T; errors?: { message: string }[] };
      if (!data) throw new Error(errors?.map((error) => error.message).join(" "));
      return data;
    },
    async download(name: string): Promise<Buffer> {
      const response = await fetch(`${desk.url}/api/downloads/${name}`, { headers: { authorization } });
      return Buffer.from(await response.arrayBuffer());
    },
    async upload(name: string, bytes: Uint8Array): Promise<string> {
      const form = new FormData();
      form.append("file", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
      const response = await fetch(`${desk.url}/api/uploads`, {
        method: "POST",
        headers: { authorization },
        body: form,
      });
      return ((await response.json()) as { uploadId: string }).uploadId;
    },
  };
}

let number = 0;

/** An address that no other test has. */
export function anAddress(name: string): string {
  number += 1;
  return `${name}.${Date.now().toString(36)}${number}@example.com`;
}
