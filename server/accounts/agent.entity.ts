import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import type { Role } from "@/server/permissions";

/** The wire's spelling of a role. */
export enum AgentRole {
  ADMIN = "admin",
  AGENT = "agent",
  VIEWER = "viewer",
}
registerEnumType(AgentRole, {
  name: "AgentRole",
  description: "A named set of permissions.",
  valuesConfig: {
    ADMIN: { description: "Every permission." },
    AGENT: { description: "Works with customers and tickets; no deletion, import or settings." },
    VIEWER: { description: "Sees customers and tickets, changes nothing." },
  },
});

@ObjectType("Agent", { description: "A staff user of the dashboard." })
@Entity("agents")
export class Agent {
  @Field(() => ID, { description: "Stable id." })
  @PrimaryGeneratedColumn()
  id!: number;

  @Field(() => String, { description: "Sign-in address, as it was entered." })
  @Column("varchar", { length: 320 })
  email!: string;

  @Index("agents_email_key", { unique: true })
  @Column("varchar", { length: 320 })
  emailKey!: string;

  @Field(() => String, { description: "Name shown to colleagues." })
  @Column("varchar", { length: 200 })
  name!: string;

  @Field(() => AgentRole, { description: "Named set of permissions." })
  @Column("varchar", { length: 20 })
  role!: Role;

  /** argon2id, in its own encoded form; empty before whoever is invited has set one. No encoded hash is empty. */
  @Column("varchar", { length: 255 })
  passwordHash!: string;

  /** Raised whenever access ends or changes; a session with another number is over. */
  @Column("int", { default: 1 })
  sessionVersion!: number;

  @Field(() => Boolean, {
    description: "Whether they can sign in. One who is invited cannot before they have set a password.",
  })
  @Column("boolean", { default: true })
  isActive!: boolean;

  @Field(() => Date, { description: "When the account was made." })
  @Column("datetime", { precision: 3 })
  createdAt!: Date;
}
