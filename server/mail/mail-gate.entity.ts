import { Column, Entity, PrimaryColumn } from "typeorm";

/** When the next request to a mail provider may begin, for all processes together: see send-rate.ts. */
@Entity("mail_gates")
export class MailGate {
  @PrimaryColumn("varchar", { length: 20 })
  name!: string;

  @Column("datetime", { precision: 3 })
  nextAt!: Date;
}
