import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from "typeorm";
import { Ticket } from "./ticket.entity";

/** One line of a ticket's history: who changed which fields from what to what. Written once, never changed. */
@Entity("ticket_changes")
@Index("ticket_changes_ticket", ["ticketId"])
export class TicketChange {
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Ticket, { name: "ticket_changes_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  ticketId!: number;

  @Column("datetime", { precision: 3 })
  occurredAt!: Date;

  @Column("varchar", { length: 20 })
  actorKind!: string;

  @Column("int", { nullable: true })
  actorId!: number | null;

  /** The name at that time. */
  @Column("varchar", { length: 320 })
  actorName!: string;

  /** JSON list of `{ field, from, to }`. */
  @Column("text")
  changes!: string;
}
