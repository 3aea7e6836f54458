import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** What the provider told about a mail. Kept, because it may come twice, out of order, or before we know the provider's id. */
@Entity("mail_events")
@Index("mail_events_provider", ["providerId"])
@Index("mail_events_received", ["receivedAt"])
export class MailEvent {
  /** The `svix-id`: the same when an event is delivered again. */
  @PrimaryColumn("varchar", { length: 100 })
  eventId!: string;

  @Column("varchar", { length: 100 })
  providerId!: string;

  @Column("varchar", { length: 40 })
  type!: string;

  @Column("varchar", { length: 500, nullable: true })
  reason!: string | null;

  /** The Message-ID that the provider gave the mail in place of ours. */
  @Column("varchar", { length: 255, nullable: true })
  messageId!: string | null;

  @Column("datetime", { precision: 3 })
  occurredAt!: Date;

  @Column("datetime", { precision: 3 })
  receivedAt!: Date;
}
