import { Column, Entity, PrimaryColumn } from "typeorm";

/**
 * Whom an import has met already, and in which line: a person who comes twice is an error of the later line. It is
 * written with the customers themselves, so that an import that goes on after a crash still knows.
 */
@Entity("import_claims")
export class ImportClaim {
  @PrimaryColumn("int")
  importId!: number;

  /** A customer's id, or an e-mail or mobile key that an earlier line has replaced: see claims.ts. */
  @PrimaryColumn("varchar", { length: 332 })
  claim!: string;

  @Column("int")
  line!: number;
}
