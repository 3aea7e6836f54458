import DataLoader from "dataloader";
import type { Ctx } from "@/server/ctx";
import { countImportMails, countJobMails, listMails, type MailCounts, type MailPage } from "@/server/mail/list-mails";
import { undeliverableReasons } from "@/server/mail/undeliverable";

/** Mails of many customers, jobs or imports, fetched once for all of them. */
export interface MailLoaders {
  /** A loader for each kind of page, since aliases may ask for several. */
  pages(page: { first: number; before?: number }): DataLoader<number, MailPage>;
  jobCounts: DataLoader<number, MailCounts | undefined>;
  importCounts: DataLoader<number, MailCounts | undefined>;
  /** Why nothing is sent to an address. */
  bounces: DataLoader<string, string | undefined>;
}

export function createMailLoaders(ctx: Ctx): MailLoaders {
  const pages = new Map<string, DataLoader<number, MailPage>>();
  return {
    pages(page) {
      const key = JSON.stringify([page.first, page.before]);
      const loader = pages.get(key) ?? pageLoader(ctx, page);
      pages.set(key, loader);
      return loader;
    },
    jobCounts: new DataLoader(async (ids) => {
      const counts = await countJobMails(ctx, ids);
      return ids.map((id) => counts.get(id));
    }),
    importCounts: new DataLoader(async (ids) => {
      const counts = await countImportMails(ctx, ids);
      return ids.map((id) => counts.get(id));
    }),
    bounces: new DataLoader(async (addresses) => {
      const reasons = await undeliverableReasons(ctx, addresses);
      return addresses.map((address) => reasons.get(address));
    }),
  };
}

function pageLoader(ctx: Ctx, page: { first: number; before?: number }): DataLoader<number, MailPage> {
  return new DataLoader(async (customerIds) => {
    const found = await listMails(ctx, { customerIds, ...page });
    return customerIds.map((id) => found.get(id) ?? { rows: [], hasMore: false });
  });
}
