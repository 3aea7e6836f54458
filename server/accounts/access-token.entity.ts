import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

/** A personal access token for the GraphQL endpoint. Only its hash is kept. */
@Entity("access_tokens")
export class AccessToken {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("varchar", { length: 200 })
  name!: string;

  /** SHA-256, hex: a token has 256 random bits, so a slow hash would add nothing but load. */
  @Index("access_tokens_hash", { unique: true })
  @Column("varchar", { length: 64 })
  tokenHash!: string;

  /** JSON list of permissions. */
  @Column("text")
  permissions!: string;

  /** The agent whose it is, and who has to be allowed as well. Null for one that was made on the server: it is nobody's. */
  @Index("access_tokens_owner")
  @Column("int", { nullable: true })
  ownerId!: number | null;

  /** The token that made it, and ends it with itself. */
  @Index("access_tokens_made_by")
  @Column("int", { nullable: true })
  madeByTokenId!: number | null;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Column("datetime", { precision: 3, nullable: true })
  lastUsedAt!: Date | null;

  @Column("datetime", { precision: 3, nullable: true })
  expiresAt!: Date | null;

  @Column("datetime", { precision: 3, nullable: true })
  revokedAt!: Date | null;
}
