import { Column, Entity, Index, PrimaryColumn } from "typeorm";

/**
 * The password that somebody typed to register with an address, whoever has that address. Signing in with it says "confirm your
 * e-mail" and opens nothing; because it is kept for every address, that answer does not tell which of them are customers'.
 */
@Entity("pending_registrations")
export class PendingRegistration {
  @PrimaryColumn("varchar", { length: 320 })
  emailKey!: string;

  /** argon2id, in its own encoded form. */
  @Column("varchar", { length: 255 })
  passwordHash!: string;

  @Index("pending_registrations_expires")
  @Column("datetime", { precision: 3 })
  expiresAt!: Date;
}
