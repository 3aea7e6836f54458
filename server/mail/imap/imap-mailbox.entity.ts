import { Column, Entity, PrimaryColumn } from "typeorm";

/** How far a mailbox on an IMAP server has been read, and which process reads it. */
@Entity("imap_mailboxes")
export class ImapMailbox {
  /** SHA-256 of server, user and folder: whoever is configured otherwise has another row. */
  @PrimaryColumn("varchar", { length: 43 })
  mailboxKey!: string;

  /** For people: `help@imap.example.com/INBOX`. */
  @Column("varchar", { length: 255 })
  name!: string;

  /** UIDs mean something only together with it (RFC 3501, 2.3.1.1); null before the first look. A 32-bit number. */
  @Column("varchar", { length: 20, nullable: true })
  uidValidity!: string | null;

  /** Everything up to here is stored. */
  @Column("bigint", { default: 0 })
  lastUid!: string;

  /** What was there before the first look, below this UID, counts only where nobody has read it. */
  @Column("bigint", { default: 0 })
  sinceUid!: string;

  @Column("varchar", { length: 60, nullable: true })
  leaseHolder!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  leaseUntil!: Date | null;

  /** Why it cannot be read just now. */
  @Column("varchar", { length: 500, nullable: true })
  error!: string | null;

  @Column("datetime", { precision: 3, nullable: true })
  readAt!: Date | null;
}
