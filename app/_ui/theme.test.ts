import { luminance } from "@mantine/core";
import { completeTheme, cssVariables } from "@/app/_ui/theme";

/** WCAG 2.2 contrast ratio of two CSS colours. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const resolved = cssVariables(completeTheme);

function colour(scheme: "light" | "dark", name: string): string {
  const value = { ...resolved.variables, ...resolved[scheme] }[name] ?? "";
  const reference = /^var\((.+)\)$/.exec(value)?.[1];
  return reference ? colour(scheme, reference) : value;
}

const schemes = ["light", "dark"] as const;
const ourColours = ["lagoon", "gray", "red", "green", "teal", "yellow", "orange", "blue", "grape"];

describe.each(schemes)("in the %s scheme", (scheme) => {
  test.each(["text", "dimmed", "placeholder", "error", "success", "anchor"])("%s reads on every surface", (text) => {
    for (const surface of ["--mantine-color-body", "--look-page", "--look-hover"]) {
      expect(contrast(colour(scheme, `--mantine-color-${text}`), colour(scheme, surface))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(ourColours)("badges, buttons and text in %s read", (name) => {
    const light = contrast(
      colour(scheme, `--mantine-color-${name}-light-color`),
      colour(scheme, `--mantine-color-${name}-light`),
    );
    const filled = contrast("#ffffff", colour(scheme, `--mantine-color-${name}-filled`));
    const text = contrast(colour(scheme, `--mantine-color-${name}-text`), colour(scheme, "--mantine-color-body"));
    expect(Math.min(light, filled, text)).toBeGreaterThanOrEqual(4.5);
  });

  test("the edge of an input and the focus ring can be seen", () => {
    for (const line of ["--look-control-line", "--look-focus"]) {
      expect(contrast(colour(scheme, line), colour(scheme, "--mantine-color-body"))).toBeGreaterThanOrEqual(3);
    }
  });
});
