import {
  type CSSVariablesResolver,
  createTheme,
  DEFAULT_THEME,
  darken,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  mergeMantineTheme,
} from "@mantine/core";

// Every palette has one lightness per step (OKLCH), so that a step's contrast does not depend on its hue: step 7 carries
// white text and step 9 reads on step 1. theme.test.ts computes the ratios.
const colors: Record<string, MantineColorsTuple> = {
  lagoon: [
    "#f0f9fb",
    "#dff1f4",
    "#c0e4e9",
    "#8fd4dc",
    "#59bec9",
    "#2ea2ae",
    "#018994",
    "#01727c",
    "#005e66",
    "#01484e",
  ],
  gray: ["#fbfaf7", "#f5f3f0", "#ebe9e5", "#dedcd7", "#cac7c2", "#8f8c86", "#706d67", "#5d5a55", "#3f3d37", "#262420"],
  dark: ["#d6e0e3", "#b6c0c2", "#9da7a9", "#798285", "#4b5457", "#363f41", "#272f32", "#1a2224", "#121a1c", "#091113"],
  red: ["#fff4f3", "#fee7e4", "#ffcfcb", "#ffb0aa", "#ff817c", "#ee5454", "#d2383d", "#b91a28", "#9e001a", "#7a0012"],
  green: ["#e7feed", "#d2f8de", "#b4ecc6", "#8fdcaa", "#65c38a", "#41a86d", "#218f56", "#037944", "#036337", "#004c28"],
  teal: ["#e6fdf7", "#d1f6ee", "#b1eade", "#8bd9c9", "#60c0af", "#3aa593", "#158c7b", "#077567", "#036054", "#014a40"],
  yellow: [
    "#fff5e7",
    "#ffeaca",
    "#fed698",
    "#f2bd68",
    "#dda02b",
    "#be8403",
    "#9f6e00",
    "#855c04",
    "#6e4b03",
    "#543800",
  ],
  orange: [
    "#fef5f0",
    "#fee8db",
    "#fed2ba",
    "#ffb48a",
    "#f78c4b",
    "#db6e21",
    "#bd5700",
    "#9f4800",
    "#833b01",
    "#652c01",
  ],
  blue: ["#f1f8fe", "#e0effe", "#c3e0fe", "#9cccff", "#66b2fd", "#4495e2", "#297cc7", "#0767b0", "#005494", "#004072"],
  grape: ["#fbf4ff", "#f7e6ff", "#efceff", "#e3b1fa", "#cc92e6", "#b174cb", "#975cb1", "#82479b", "#6d3784", "#542866"],
};

const sans = '"IBM Plex Sans Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export const theme = createTheme({
  colors,
  primaryColor: "lagoon",
  primaryShade: 7,
  black: "#262420",
  autoContrast: true,
  respectReducedMotion: true,
  cursorType: "pointer",
  defaultRadius: "sm",
  radius: { xs: "0.1875rem", sm: "0.375rem", md: "0.5rem", lg: "0.75rem", xl: "1.25rem" },
  fontFamily: sans,
  fontWeights: { regular: "400", medium: "500", bold: "600" },
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.875rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: {
    fontFamily: sans,
    fontWeight: "600",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: "1.5rem", lineHeight: "1.25" },
      h2: { fontSize: "1.1875rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
      h4: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  shadows: {
    xs: "0 1px 2px rgb(38 36 32 / 8%)",
    sm: "0 1px 3px rgb(38 36 32 / 10%), 0 1px 2px rgb(38 36 32 / 6%)",
    md: "0 4px 14px rgb(38 36 32 / 12%)",
    lg: "0 10px 30px rgb(38 36 32 / 16%)",
  },
  components: {
    Badge: { defaultProps: { variant: "light", radius: "sm" }, styles: { root: { textTransform: "none" } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 } } },
    // The placeholder that Mantine focuses first is no menu item, which the role "menu" does not allow.
    Menu: {
      defaultProps: { shadow: "md", offset: 6, transitionProps: { duration: 100 }, withInitialFocusPlaceholder: false },
    },
    Table: { defaultProps: { verticalSpacing: 6 } },
    Text: { defaultProps: { size: "sm" } },
    // Mantine leaves the eye to the mouse, and to screen readers as something that Tab never finds.
    PasswordInput: {
      defaultProps: { visibilityToggleFocusable: true, visibilityToggleButtonProps: { "aria-label": "Show password" } },
    },
    // Their <header> would count as a second banner of the page.
    ModalHeader: { defaultProps: { role: "none" } },
    DrawerHeader: { defaultProps: { role: "none" } },
    CloseButton: { defaultProps: { "aria-label": "Close" } },
  },
});

// Mantine darkens the tints of badges and alerts almost to black, where no hue is left to tell them apart.
const tintsForDark = Object.fromEntries(
  Object.entries(colors)
    .filter(([name]) => name !== "dark")
    .flatMap(([name, tuple]) => [
      [`--mantine-color-${name}-light`, name === "gray" ? "var(--mantine-color-dark-4)" : darken(tuple[9], 0.2)],
      [`--mantine-color-${name}-light-hover`, name === "gray" ? "var(--mantine-color-dark-5)" : tuple[9]],
      [`--mantine-color-${name}-light-color`, `var(--mantine-color-${name}-0)`],
    ]),
);

/** Mantine's own greys for secondary text, placeholders and errors stay below 4.5:1; these reach it on every surface of ours. */
export const cssVariables: CSSVariablesResolver = (merged) => {
  const own = defaultCssVariablesResolver(merged);
  return {
    variables: own.variables,
    light: {
      ...own.light,
      "--mantine-color-dimmed": "var(--mantine-color-gray-7)",
      "--mantine-color-placeholder": "var(--mantine-color-gray-6)",
      "--mantine-color-error": "var(--mantine-color-red-7)",
      "--mantine-color-success": "var(--mantine-color-green-7)",
      "--look-page": "var(--mantine-color-gray-0)",
      "--look-line": "var(--mantine-color-gray-3)",
      "--look-control-line": "var(--mantine-color-gray-5)",
      "--look-hover": "var(--mantine-color-gray-1)",
      "--look-focus": "var(--mantine-color-lagoon-7)",
    },
    dark: {
      ...own.dark,
      ...tintsForDark,
      "--mantine-color-placeholder": "var(--mantine-color-dark-2)",
      "--mantine-color-error": "var(--mantine-color-red-4)",
      "--mantine-color-success": "var(--mantine-color-green-4)",
      "--look-page": "var(--mantine-color-dark-8)",
      "--look-line": "var(--mantine-color-dark-5)",
      "--look-control-line": "var(--mantine-color-dark-3)",
      "--look-hover": "var(--mantine-color-dark-6)",
      "--look-focus": "var(--mantine-color-lagoon-4)",
    },
  };
};

export const completeTheme = mergeMantineTheme(DEFAULT_THEME, theme);
