import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

export type DeliveryStatus = "waiting" | "delivered" | "failed";

/** An event on its way to one webhook. */
@Entity("webhook_deliveries")
@Index("webhook_deliveries_due", ["webhookId", "status"])
export class WebhookDelivery {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("int")
  webhookId!: number;

  @Index("webhook_deliveries_of_event")
  @Column("varchar", { length: 40 })
  eventId!: string;

  @Column("varchar", { length: 20 })
  status!: DeliveryStatus;

  /** How often it was tried; begins anew when somebody sends it again. */
  @Column("int", { default: 0 })
  attempts!: number;

  @Column("datetime", { precision: 3 })
  nextAt!: Date;

  @Index("webhook_deliveries_by_age")
  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Column("datetime", { precision: 3, nullable: true })
  endedAt!: Date | null;
}
