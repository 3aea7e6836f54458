import { Column, Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { Mail } from "./mail.entity";

/** What the template of a mail fills in, sealed and in parts of what a TEXT takes. Removed once the mail is sent. */
@Entity("mail_values")
export class MailValue {
  @ForeignKey(() => Mail, { name: "mail_values_mail_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  mailId!: number;

  @PrimaryColumn("int")
  part!: number;

  @Column("text")
  sealed!: string;
}
