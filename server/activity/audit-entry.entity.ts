import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";

/** Who did what to the desk itself or to many customers at once. Written once, never changed. */
@Entity("audit_entries")
@Index("audit_by_time", ["occurredAt"])
@Index("audit_by_action", ["action", "occurredAt"])
@Index("audit_by_actor", ["actorKind", "actorId", "occurredAt"])
export class AuditEntry {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column("datetime", { precision: 3 })
  occurredAt!: Date;

  @Column("varchar", { length: 40 })
  action!: string;

  @Column("varchar", { length: 20 })
  actorKind!: string;

  @Column("int", { nullable: true })
  actorId!: number | null;

  /** The actor's name at that time: it must stay readable when the agent is gone. */
  @Column("varchar", { length: 200 })
  actorName!: string;

  /** Whom or what it was about, in words. */
  @Column("varchar", { length: 400, nullable: true })
  subject!: string | null;

  /** JSON of `{ name: value }`, in words. */
  @Column("text")
  details!: string;

  @Column("int", { nullable: true })
  jobId!: number | null;

  @Column("int", { nullable: true })
  importId!: number | null;
}
