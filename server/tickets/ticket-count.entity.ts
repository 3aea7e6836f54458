import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";
import type { TicketStatus } from "./ticket.entity";

/** How many tickets of a status a customer has: counted as they change, because counting 100,000 rows is no part of a page. */
@Entity("ticket_counts")
export class TicketCount {
  @ForeignKey(() => Customer, { name: "ticket_counts_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  @PrimaryColumn("varchar", { length: 20 })
  status!: TicketStatus;

  @Column("int", { default: 0 })
  tickets!: number;
}
