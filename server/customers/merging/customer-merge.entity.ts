import { Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn } from "typeorm";
import { Customer } from "@/server/customers/customer.entity";

/** One customer folded into another, with what it takes to have two again. */
@Entity("customer_merges")
@Index("customer_merges_standing", ["mergedId", "standingSlot"], { unique: true })
@Index("customer_merges_kept", ["keptId"])
export class CustomerMerge {
  @PrimaryGeneratedColumn()
  id!: number;

  @ForeignKey(() => Customer, { name: "customer_merges_kept_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  keptId!: number;

  @ForeignKey(() => Customer, { name: "customer_merges_merged_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Column("int")
  mergedId!: number;

  /** 1 until it is taken apart, then null: nobody can be merged into two customers. */
  @Column("int", { nullable: true })
  standingSlot!: 1 | null;

  /** As the merged one was called: their addresses, which may be all there is of a name, move. */
  @Column("varchar", { length: 400 })
  mergedName!: string;

  /** The survivor's own, where the merged one's password took its place. */
  @Column("varchar", { length: 255, nullable: true })
  formerPasswordHash!: string | null;

  @Column("boolean", { default: false })
  tookPassword!: boolean;

  /** The survivor's tickets with a higher number came afterwards. */
  @Column("int")
  lastTicketId!: number;

  @Column("int")
  ticketsMoved!: number;

  @Column("datetime", { precision: 3 })
  mergedAt!: Date;

  @Column("varchar", { length: 200 })
  mergedBy!: string;

  @Column("datetime", { precision: 3, nullable: true })
  unmergedAt!: Date | null;

  @Column("varchar", { length: 200, nullable: true })
  unmergedBy!: string | null;
}

/** A field of the survivor that a merge changed, as customer-state.ts writes it; once it is taken apart, why it stayed as it was. */
@Entity("customer_merge_fields")
export class CustomerMergeField {
  @ForeignKey(() => CustomerMerge, {
    name: "customer_merge_fields_merge_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @PrimaryColumn("int")
  mergeId!: number;

  @PrimaryColumn("varchar", { length: 150 })
  field!: string;

  @Column("text", { nullable: true })
  former!: string | null;

  @Column("text", { nullable: true })
  latter!: string | null;

  @Column("varchar", { length: 500, nullable: true })
  leftover!: string | null;
}

/** Something of the merged customer that a merge moved or made: a ticket, an address, a note, … */
@Entity("customer_merge_moves")
export class CustomerMergeMove {
  @ForeignKey(() => CustomerMerge, {
    name: "customer_merge_moves_merge_fk",
    onDelete: "RESTRICT",
    onUpdate: "RESTRICT",
  })
  @PrimaryColumn("int")
  mergeId!: number;

  @PrimaryColumn("varchar", { length: 20 })
  kind!: "ticket" | "identifier" | "note" | "grant" | "signpost" | "pair";

  @PrimaryColumn("int")
  itemId!: number;

  /** JSON of what the item itself does not tell any more. */
  @Column("text", { nullable: true })
  former!: string | null;
}
