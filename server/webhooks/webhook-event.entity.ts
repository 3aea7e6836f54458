import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** What happened, as it is told to each webhook that wants to know. Written in the transaction of what happened. */
@Entity("webhook_events")
export class WebhookEvent {
  /** Goes out as `webhook-id`. */
  @PrimaryColumn("varchar", { length: 40 })
  id!: string;

  @Column("varchar", { length: 40 })
  type!: string;

  @Index("webhook_events_by_time")
  @Column("datetime", { precision: 3 })
  occurredAt!: Date;

  /** JSON, exactly as it is sent and signed. */
  @Column("text")
  payload!: string;
}
