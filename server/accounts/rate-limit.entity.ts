import { Column, Entity, PrimaryColumn } from "typeorm";

/** Counters of rate-limiter-flexible, which names the columns. Used on MySQL, where several processes count together. */
@Entity("rate_limits")
export class RateLimit {
  @PrimaryColumn("varchar", { length: 255 })
  key!: string;

  @Column("int", { default: 0 })
  points!: number;

  @Column("bigint", { nullable: true })
  expire!: string | null;
}
