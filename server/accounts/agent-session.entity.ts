import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Agent } from "./agent.entity";

/** One signed-in browser. Signing out deletes the row, so a copied cookie is worth nothing afterwards. */
@Entity("agent_sessions")
export class AgentSession {
  /** SHA-256 of the id that the cookie carries, hex. */
  @PrimaryColumn("varchar", { length: 64 })
  idHash!: string;

  @ForeignKey(() => Agent, { name: "agent_sessions_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @Index("agent_sessions_agent")
  @Column("int")
  agentId!: number;

  @Column("int")
  sessionVersion!: number;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Index("agent_sessions_expires")
  @Column("datetime", { precision: 3 })
  expiresAt!: Date;
}
