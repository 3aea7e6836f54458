import { Column, Entity, Index, PrimaryColumn } from "typeorm";

export enum BatchStatus {
  OPEN = "open",
  DONE = "done",
  FAILED = "failed",
}

/** Up to 100 mails that go to the provider in one request. Members and body are frozen, so that any try of it is the same request. */
@Entity("mail_batches")
@Index("mail_batches_due", ["status", "priority", "runAt"])
export class MailBatch {
  /** Random, and the request's idempotency key: a restored backup must not use a key again for another body. */
  @PrimaryColumn("varchar", { length: 36 })
  id!: string;

  /** Which way of sending it was made for. */
  @Column("varchar", { length: 20 })
  transport!: string;

  @Column("int")
  priority!: number;

  @Column("varchar", { length: 20 })
  status!: BatchStatus;

  @Column("int", { default: 0 })
  attempts!: number;

  @Column("datetime", { precision: 3 })
  runAt!: Date;

  /** The provider remembers the key for 24 hours from here. */
  @Column("datetime", { precision: 3, nullable: true })
  firstTriedAt!: Date | null;

  @Column("varchar", { length: 36, nullable: true })
  leaseHolder!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  leaseUntil!: Date | null;

  @Column("varchar", { length: 500, nullable: true })
  error!: string | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
