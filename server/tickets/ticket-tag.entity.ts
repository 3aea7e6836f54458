import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Ticket } from "./ticket.entity";

/** A tag on a ticket; "VIP" and "vip" are one. */
@Entity("ticket_tags")
@Index("ticket_tags_tag", ["tagKey"])
export class TicketTag {
  @ForeignKey(() => Ticket, { name: "ticket_tags_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  ticketId!: number;

  /** Folded, compared byte by byte. */
  @PrimaryColumn("varchar", { length: 60 })
  tagKey!: string;

  @Column("varchar", { length: 60 })
  tag!: string;
}
