import { QueryFailedError } from "typeorm";
import type { Ctx } from "@/server/ctx";
import { insertRows, inTransaction, isDuplicateKey, letOthersWrite } from "@/server/db";
import { JobLost, type RunningJob } from "@/server/jobs/run-job";
import { Import } from "./import.entity";
import { changedNext, forgetFormer, putBack } from "./put-back";
import { removeClaims } from "./remove-claims";
import { createdAfter, type Leftover, removeCreated } from "./remove-created";
import { lockImport } from "./start-import";

/** Short enough that a colleague who saves one of them hardly waits. */
const SLICE = 500;

/** Takes an import back, slice by slice, and goes on where it last committed. */
export async function runUndo(ctx: Ctx, job: RunningJob): Promise<void> {
  const { importId } = job.payload as { importId: number };
  await eachSlice(ctx, job, importId, REMOVE_CREATED);
  await eachSlice(ctx, job, importId, PUT_BACK_CHANGED);
  await removeClaims(ctx, importId);
  await inSlice(ctx, job, importId, async (tx, found) => {
    if (!found.undoneAt) await tx.db.update(Import, importId, { undoneAt: tx.now() });
    return 0;
  });
}

interface Part {
  next: (tx: Ctx, found: Import, most: number) => Promise<number[]>;
  /** In one transaction with what `next` found. */
  undo: (tx: Ctx, job: RunningJob, found: Import, ids: readonly number[]) => Promise<void>;
  /** The same for one whom the database does not let go. */
  leave: (tx: Ctx, found: Import, id: number) => Promise<void>;
}

/** What one customer meets must not stop the others: a slice that is refused goes one by one. */
async function eachSlice(ctx: Ctx, job: RunningJob, importId: number, part: Part): Promise<void> {
  for (let most = SLICE; ; ) {
    const one = (work: (tx: Ctx, found: Import, ids: number[]) => Promise<void>) =>
      inSlice(ctx, job, importId, async (tx, found) => {
        const ids = await part.next(tx, found, most);
        if (ids.length > 0) await work(tx, found, ids);
        return ids.length;
      });
    try {
      if ((await one((tx, found, ids) => part.undo(tx, job, found, ids))) === 0) return;
      most = SLICE;
      await letOthersWrite(ctx);
    } catch (error) {
      if (!isFaultOfCustomer(error)) throw error;
      ctx.log.debug({ err: error, importId }, "a slice of an undo was refused");
      if (most === 1) await one((tx, found, [id = 0]) => part.leave(tx, found, id));
      most = 1;
    }
  }
}

/** One transaction of the undo. */
async function inSlice(
  ctx: Ctx,
  job: RunningJob,
  importId: number,
  work: (tx: Ctx, found: Import) => Promise<number>,
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const found = await lockImport(tx, importId);
    if (found?.undoJobId !== job.id) throw new JobLost(`The undo of import ${importId} has another job.`);
    const dealtWith = await work(tx, found);
    const { undoDone, total } = progressOf(await tx.db.findOneByOrFail(Import, { id: importId }));
    await job.progressIn(tx, undoDone, total);
    return dealtWith;
  });
}

/** Customers, as far as the counts tell: one with several leftovers is not counted twice. */
function progressOf(found: Import): { undoDone: number; total: number } {
  const total = found.created + found.updated + found.restored;
  return { undoDone: Math.min(total, found.undoRemoved + found.undoPutBack + found.undoLeft), total };
}

const REMOVE_CREATED: Part = {
  next: (tx, found, most) => createdAfter(tx, found.id, found.undoCreatedTo, most),
  async undo(tx, _job, found, ids) {
    await passed(tx, found, ids, await removeCreated(tx, found.id, ids));
  },
  leave: (tx, found, id) =>
    passed(tx, found, [id], [{ customerId: id, field: "", reason: "Something else still refers to them." }]),
};

async function passed(tx: Ctx, found: Import, ids: readonly number[], leftovers: readonly Leftover[]): Promise<void> {
  await keepLeftovers(tx, found.id, leftovers);
  await tx.db.update(Import, found.id, {
    undoCreatedTo: ids.at(-1),
    undoRemoved: found.undoRemoved + ids.length - leftovers.length,
    undoLeft: found.undoLeft + leftovers.length,
  });
}

const PUT_BACK_CHANGED: Part = {
  next: (tx, found, most) => changedNext(tx, found.id, most),
  async undo(tx, job, found, ids) {
    const { putBack: done, leftovers } = await putBack(tx, { found, jobId: job.id }, ids);
    await counted(tx, found, done, leftovers);
  },
  async leave(tx, found, id) {
    await forgetFormer(tx, found.id, [id]);
    const reason = "The database did not take their former values.";
    await counted(tx, found, 0, [{ customerId: id, field: "", reason }]);
  },
};

async function counted(tx: Ctx, found: Import, done: number, leftovers: readonly Leftover[]): Promise<void> {
  await keepLeftovers(tx, found.id, leftovers);
  await tx.db.update(Import, found.id, {
    undoPutBack: found.undoPutBack + done,
    undoLeft: found.undoLeft + leftovers.length,
  });
}

async function keepLeftovers(tx: Ctx, importId: number, leftovers: readonly Leftover[]): Promise<void> {
  await insertRows(
    tx.db,
    "import_leftovers",
    leftovers.map(({ customerId, field, reason }) => ({ import_id: importId, customer_id: customerId, field, reason })),
  );
}

function isFaultOfCustomer(error: unknown): boolean {
  if (isDuplicateKey(error)) return true;
  if (!(error instanceof QueryFailedError)) return false;
  const code = String((error.driverError as { code?: unknown }).code);
  return /^(ER_ROW_IS_REFERENCED|SQLITE_CONSTRAINT)/.test(code);
}
