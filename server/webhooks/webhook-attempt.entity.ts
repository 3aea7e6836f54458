import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

/** One try of a delivery, for whoever looks for what went wrong. */
@Entity("webhook_attempts")
export class WebhookAttempt {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index("webhook_attempts_delivery")
  @Column("int")
  deliveryId!: number;

  @Column("datetime", { precision: 3 })
  triedAt!: Date;

  @Column("int")
  tookMs!: number;

  /** Of HTTP; null when there was no answer. */
  @Column("int", { nullable: true })
  status!: number | null;

  /** Why it did not work, for people. */
  @Column("varchar", { length: 500, nullable: true })
  problem!: string | null;

  /** How the answer begins. */
  @Column("text")
  response!: string;
}
