"use client";

import { Alert, Button, Group, Radio } from "@mantine/core";
import { IconArrowsExchange, IconUsers } from "@tabler/icons-react";
import { ButtonLink, TextLink } from "@/app/_ui/links";
import { Moment } from "@/app/_ui/moment";
import { Panel } from "@/app/_ui/panel";
import type { MergeSideOfFragment } from "@/graphql/client/graphql";
import { fieldInWords } from "../_account/entry-words";
import classes from "./merge.module.css";
import { changedFields, type News, type Pair, type PairField, PROBLEM_ID, useMerge } from "./use-merge";
import { counted, WhatMoves } from "./what-moves";

/** Two customers side by side: what the survivor keeps and what they take from the other. */
export function MergeForm({ preview }: { preview: Pair }) {
  const { kept, merged, fields } = preview;
  const { merge, isRunning, news, chosenFor, choose } = useMerge(preview);
  const choices = fields.filter(({ isChoice }) => isChoice).length;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isRunning) merge();
      }}
    >
      {news && <Changed news={news} now={preview} />}
      <Panel
        title="Side by side"
        lead={
          choices > 0
            ? "Where both say something else, choose. What only one of them has stays."
            : "They contradict each other in nothing: what only one of them has stays."
        }
      >
        <div className={classes.sides}>
          <Side side={kept} part="Stays" />
          <Side side={merged} part="Becomes part of it" />
          <ButtonLink
            href={`/customers/merge?keep=${merged.id}&merge=${kept.id}`}
            variant="default"
            size="xs"
            className={classes.swap}
            leftSection={<IconArrowsExchange size={16} aria-hidden />}
          >
            Swap
          </ButtonLink>
        </div>
        {fields.map((field) =>
          field.isChoice ? (
            <Choice
              key={field.field}
              field={field}
              sides={[kept, merged]}
              value={chosenFor(field.field)}
              onChoose={(id) => choose(field.field, id)}
            />
          ) : (
            <Same key={field.field} field={field} />
          ),
        )}
      </Panel>
      <WhatMoves preview={preview} mainEmailOf={chosenFor("email")} />
      <Group>
        <Button type="submit" loading={isRunning}>
          <span className={classes.verb}>
            Merge <bdi>{nameBeside(kept, merged)}</bdi> into <bdi>{nameBeside(merged, kept)}</bdi>
          </span>
        </Button>
        <ButtonLink href={`/customers/${kept.id}`} variant="default">
          Cancel
        </ButtonLink>
      </Group>
    </form>
  );
}

function Side({ side, part }: { side: MergeSideOfFragment; part: string }) {
  return (
    <div className={classes.side}>
      <p className={classes.role}>{part}</p>
      <p className={classes.who}>
        <TextLink href={`/customers/${side.id}`}>
          <bdi>{side.displayName}</bdi>
        </TextLink>
      </p>
      <p className={classes.since}>
        {side.ticketCount !== undefined && `${counted(side.ticketCount, "ticket")}, `}made{" "}
        <Moment at={side.createdAt} day />
      </p>
    </div>
  );
}

interface ChoiceProps {
  field: PairField;
  sides: [MergeSideOfFragment, MergeSideOfFragment];
  value: string;
  onChoose: (customerId: string) => void;
}

/** Radio buttons of one name: the arrow keys go between the two. */
function Choice({ field, sides, value, onChoose }: ChoiceProps) {
  const label = labelOf(field.field);
  return (
    <div className={classes.row} role="radiogroup" aria-label={label}>
      <span className={classes.label} aria-hidden>
        {label}
      </span>
      {sides.map(({ id }, index) => (
        <Radio
          key={id}
          name={field.field}
          value={id}
          checked={value === id}
          onChange={() => onChoose(id)}
          className={classes.option}
          label={
            <>
              <bdi>{index === 0 ? field.kept : field.merged}</bdi>
              {isConfirmed(sides[index], field.field) && <span className={classes.confirmed}>, confirmed</span>}
              <span className="look-hidden"> ({nameBeside(sides[1 - index], sides[index])})</span>
            </>
          }
        />
      ))}
    </div>
  );
}

function Same({ field }: { field: PairField }) {
  return (
    <div className={classes.row}>
      <span className={classes.label}>{labelOf(field.field)}</span>
      {[field.kept, field.merged].map((value, index) => (
        // There are two, and they keep their places.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <span key={index} className={classes.value} data-none={value === null || undefined}>
          {value === null ? "Not given" : <bdi>{value}</bdi>}
        </span>
      ))}
    </div>
  );
}

/** What to call the second of two; possible duplicates often have one name. */
function nameBeside(other: MergeSideOfFragment | undefined, one: MergeSideOfFragment | undefined): string {
  const name = one?.displayName ?? "";
  return name === other?.displayName ? `${name} (${one?.email ?? `customer ${one?.id}`})` : name;
}

/** Whether the owner of a main address or number has confirmed it. */
const isConfirmed = (side: MergeSideOfFragment | undefined, field: string): boolean =>
  side?.identifiers.some((one) => one.isPrimary && one.isVerified && one.kind.toLowerCase() === field) ?? false;

/** Both addresses stay; the choice is where mail goes. */
function labelOf(field: string): string {
  if (field === "email") return "Main e-mail";
  if (field === "mobile") return "Main mobile";
  return fieldInWords(field);
}

function Changed({ news, now }: { news: News; now: Pair }) {
  const changes = changedFields(news.was, now);
  return (
    <Alert
      id={PROBLEM_ID}
      tabIndex={-1}
      role="alert"
      color="yellow"
      variant="light"
      icon={<IconUsers size={20} aria-hidden />}
      title="Not merged yet"
    >
      <p className={classes.news}>{news.message}</p>
      {changes.length > 0 && (
        <ul className={classes.changes}>
          {changes.map(({ field, of, from, to }) => (
            <li key={`${of} ${field}`}>
              <bdi>{of}</bdi>, {labelOf(field)}: <bdi>{from ?? "nothing"}</bdi> before, <bdi>{to ?? "nothing"}</bdi> now
            </li>
          ))}
        </ul>
      )}
      <p className={classes.news}>What they say now stands below. Your choices are kept.</p>
    </Alert>
  );
}
