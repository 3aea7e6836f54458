import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";

/** One line of a customer's timeline: who did what, from what to what. Written once, never changed. */
@Entity("activity_entries")
@Index("activity_of_customer", ["customerId", "occurredAt"])
export class ActivityEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Customer, { name: "activity_entries_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  customerId!: number;

  @Column("datetime", { precision: 3 })
  occurredAt!: Date;

  /** `customer.created`, `customer.updated`, `customer.deleted`, … */
  @Column("varchar", { length: 40 })
  action!: string;

  @Column("varchar", { length: 20 })
  actorKind!: string;

  @Column("int", { nullable: true })
  actorId!: number | null;

  /** The actor's name at that time: it must stay readable when the agent is gone. */
  @Column("varchar", { length: 200 })
  actorName!: string;

  /** JSON list of `{ field, from, to }`. */
  @Column("text")
  changes!: string;

  @Column("int", { nullable: true })
  importId!: number | null;

  @Column("int", { nullable: true })
  jobId!: number | null;

  @Column("int", { nullable: true })
  ticketId!: number | null;

  /** The merge that it tells of. */
  @Column("int", { nullable: true })
  mergeId!: number | null;
}
