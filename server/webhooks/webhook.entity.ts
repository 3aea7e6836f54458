import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";

/** `paused` by an agent; `disabled` by the desk, because nothing came through or the receiver said that it is gone. */
export type WebhookState = "active" | "paused" | "disabled";

/** Whom the desk tells of changes. */
@Entity("webhooks")
export class Webhook {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("varchar", { length: 200 })
  name!: string;

  @Column("varchar", { length: 2000 })
  url!: string;

  /** JSON list of event types. */
  @Column("text")
  events!: string;

  @Column("varchar", { length: 20 })
  state!: WebhookState;

  /** Why the desk has disabled it. */
  @Column("varchar", { length: 500, nullable: true })
  stateReason!: string | null;

  /** Sealed: it signs, so a hash would not do. */
  @Column("text")
  secret!: string;

  /** The one before, which signs too until the receiver has had time to learn the new one. */
  @Column("text", { nullable: true })
  formerSecret!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  formerUntil!: Date | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  /** While the receiver is out of reach nothing is tried, so that the order is kept. */
  @Column("datetime", { precision: 3, nullable: true })
  waitsUntil!: Date | null;

  @Column("datetime", { precision: 3, nullable: true })
  succeededAt!: Date | null;

  /** One worker at a time sends to it. */
  @Column("datetime", { precision: 3, nullable: true })
  leaseUntil!: Date | null;
}
