"use client";

import { Alert, Button, Stack, Textarea, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import { attempt } from "@/app/_ui/attempt";
import { useSingleRun } from "@/app/_ui/use-single-run";
import { ProblemAlert } from "../_entry/problem-alert";
import { sendRequest } from "./actions";
import classes from "./request.module.css";

interface Typed {
  name: string;
  email: string;
  mobile: string;
  subject: string;
  body: string;
  website: string;
}

const FIELDS = ["name", "email", "mobile", "subject", "body"] as const;
const EMPTY: Typed = { name: "", email: "", mobile: "", subject: "", body: "", website: "" };

/** Where somebody writes to the desk without an account. What was typed stays until it has been taken in. */
export function RequestForm() {
  const [answerTo, setAnswerTo] = useState<string>();
  const { register, handleSubmit, setError, clearErrors, reset, formState } = useForm<Typed>({ defaultValues: EMPTY });
  const { errors } = formState;
  const once = useSingleRun();
  const keyFor = useSubmissionKey();

  const submit = handleSubmit(async ({ website, ...typed }) => {
    clearErrors();
    const input = { ...typed, leaveEmpty: website, submissionKey: keyFor(typed) };
    const problems = await attempt(() => sendRequest(input));
    if (!problems) return;
    if (problems.length === 0) return setAnswerTo(typed.email.trim() || typed.mobile.trim());
    for (const [index, { path, message }] of problems.entries()) {
      const field = FIELDS.find((name) => name === path[0]) ?? "root";
      setError(field, { message }, { shouldFocus: index === 0 });
    }
  });

  if (answerTo !== undefined)
    return (
      <Sent
        answerTo={answerTo}
        onAnother={() => {
          reset(EMPTY);
          setAnswerTo(undefined);
        }}
      />
    );
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void once(() => submit(event));
      }}
    >
      <Stack gap="md">
        <ProblemAlert>{errors.root?.message}</ProblemAlert>
        <TextInput
          label="Name"
          size="md"
          autoComplete="name"
          dir="auto"
          error={errors.name?.message}
          {...register("name")}
        />
        <TextInput
          label="E-mail"
          type="email"
          size="md"
          autoComplete="email"
          autoCapitalize="none"
          spellCheck={false}
          error={errors.email?.message}
          {...register("email")}
        />
        <TextInput
          label="Mobile"
          description="One of the two is enough."
          type="tel"
          size="md"
          autoComplete="tel"
          error={errors.mobile?.message}
          {...register("mobile")}
        />
        <TextInput
          label="Subject"
          size="md"
          autoComplete="off"
          dir="auto"
          error={errors.subject?.message}
          {...register("subject")}
        />
        <Textarea
          label="Message"
          size="md"
          autosize
          minRows={5}
          maxRows={20}
          dir="auto"
          error={errors.body?.message}
          {...register("body")}
        />
        {/* Programs that fill in every field give themselves away. Nobody sees, hears or reaches this one. */}
        <div className={classes.unseen} aria-hidden>
          <label>
            Leave this empty
            <input type="text" tabIndex={-1} autoComplete="off" {...register("website")} />
          </label>
        </div>
        <Button type="submit" size="md" fullWidth loading={formState.isSubmitting}>
          Send
        </Button>
      </Stack>
    </form>
  );
}

/** When the answer to the first sending was lost, the second one is known for the same by its key; another text is another request. */
function useSubmissionKey(): (typed: object) => string {
  const last = useRef<{ key: string; text: string }>(undefined);
  return (typed) => {
    const text = JSON.stringify(typed);
    if (last.current?.text !== text) last.current = { key: crypto.randomUUID(), text };
    return last.current.key;
  };
}

/** Takes the place of the form, and the focus with it. It says the same to everybody, and no number: that is in the mail. */
function Sent({ answerTo, onAnother }: { answerTo: string; onAnother: () => void }) {
  const message = useRef<HTMLDivElement>(null);
  useEffect(() => message.current?.focus(), []);
  return (
    <Stack gap="md">
      <Alert
        ref={message}
        tabIndex={-1}
        color="green"
        variant="light"
        icon={<IconCheck size={18} aria-hidden />}
        title="Your request has been sent"
        role="status"
        className={classes.sent}
      >
        We answer to <strong>{answerTo}</strong>.
      </Alert>
      <Button variant="default" size="md" fullWidth onClick={onAnother}>
        Send another request
      </Button>
    </Stack>
  );
}
