import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Customer } from "./customer.entity";

/**
 * The word index of the customer search: one row for each distinct folded word of a customer. It knows enough of the customer for a
 * search to be counted, and sorted by name, without looking at the customers themselves, who lie scattered over the table.
 */
@Entity("customer_words")
@Index("customer_words_customer", ["customerId", "word"])
export class CustomerWord {
  @PrimaryColumn("varchar", { length: 64 })
  word!: string;

  @ForeignKey(() => Customer, { name: "customer_words_customer_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  customerId!: number;

  @Column("varchar", { length: 191 })
  nameSort!: string;

  @Column("boolean", { default: false })
  isDeleted!: boolean;
}
