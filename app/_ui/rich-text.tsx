import { Typography } from "@mantine/core";
import classes from "./rich-text.module.css";

/** Text with emphasis, lists and links. `html` must be what the API calls safe to show: it is put out as it is. */
export function RichText({ html }: { html: string }) {
  return (
    <Typography className={classes.text}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the server sanitises it as it hands it out, and the page's policy runs no inline script. */}
      <div dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
    </Typography>
  );
}
