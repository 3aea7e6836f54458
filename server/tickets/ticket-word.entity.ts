import { Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Ticket } from "./ticket.entity";

/** The word index of a ticket's subject and number. The reporter's words are in customer_words and never copied. */
@Entity("ticket_words")
@Index("ticket_words_ticket", ["ticketId", "word"])
export class TicketWord {
  @PrimaryColumn("varchar", { length: 64 })
  word!: string;

  @ForeignKey(() => Ticket, { name: "ticket_words_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  ticketId!: number;
}
