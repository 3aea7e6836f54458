import { Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import { Agent } from "./agent.entity";

/** Why a link was sent to an agent. */
export type AgentLinkPurpose = "invitation" | "reset";

/** The link in an agent's latest account mail. There is one an agent, so a newer one ends the older; using it removes it. */
@Entity("agent_links")
export class AgentLink {
  @ForeignKey(() => Agent, { name: "agent_links_agent_fk", onDelete: "RESTRICT", onUpdate: "RESTRICT" })
  @PrimaryColumn("int")
  agentId!: number;

  /** SHA-256 of the secret in the link, hex: who reads the database can follow none. */
  @Index("agent_links_token", { unique: true })
  @Column("varchar", { length: 64 })
  tokenHash!: string;

  @Column("varchar", { length: 20 })
  purpose!: AgentLinkPurpose;

  @Column("datetime", { precision: 3 })
  createdAt!: Date;

  @Column("datetime", { precision: 3 })
  expiresAt!: Date;
}
