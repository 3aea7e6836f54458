import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Agent } from "@/server/accounts/agent.entity";
import { Ticket } from "./ticket.entity";

/** An agent who has a ticket open. In the database, because two agents may be served by two processes. */
@Entity("ticket_presence")
@Index("ticket_presence_agent", ["agentId"])
export class TicketPresence {
  @ForeignKey(() => Ticket, { name: "ticket_presence_ticket_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  ticketId!: number;

  @ForeignKey(() => Agent, { name: "ticket_presence_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  agentId!: number;

  @Column("boolean", { default: false })
  isWriting!: boolean;

  /** Whoever was not heard of for a while has gone. */
  @Column("datetime", { precision: 3 })
  seenAt!: Date;
}
