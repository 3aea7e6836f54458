import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/** A form that was sent, so that the same one sent again writes nothing. Kept for a day. */
@Entity("submissions")
export class Submission {
  /** SHA-256 of who sent it and of the key that their form made for it, hex. */
  @PrimaryColumn("varchar", { length: 64 })
  keyHash!: string;

  /** The ticket that it made, or that it was about. */
  @Column("int", { nullable: true })
  ticketId!: number | null;

  @Index("submissions_created")
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
