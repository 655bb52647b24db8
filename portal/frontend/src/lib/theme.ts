import { type CSSVariablesResolver, type MantineColorsTuple, createTheme } from "@mantine/core";

/** Also read by portal/static/portal/theme.js, for every page and before the first paint. */
export const THEME_KEY = "callcrm-theme";

const FILL = Array<string>(10).fill("var(--fill)") as unknown as MantineColorsTuple;
const RED = Array<string>(10).fill("var(--red)") as unknown as MantineColorsTuple;

export const theme = createTheme({
  primaryColor: "accent",
  colors: { accent: FILL, red: RED },
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "600" },
  fontSizes: { xs: "12px", sm: "13px", md: "13px", lg: "14px", xl: "18px" },
  lineHeights: { xs: "1.34", sm: "1.54", md: "1.54", lg: "1.43", xl: "1.34" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "20px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "9999px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    // Not also "keydown": a menu that a key opens would shut again by that very press.
    Menu: { defaultProps: { clickOutsideEvents: ["mousedown", "touchstart"] } },
    Modal: { styles: { title: { flex: 1, minWidth: 0, fontSize: 18, fontWeight: "var(--section)", lineHeight: "24px" } } },
    Button: { vars: () => ({ root: { "--button-height": "var(--button)", "--button-padding-x": "12px" } }) },
  },
});

const variables = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-dimmed": "var(--text3)",
  "--mantine-color-placeholder": "var(--text3)",
  "--mantine-color-anchor": "var(--accent)",
  "--mantine-color-error": "var(--red)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--border)",
  "--mantine-color-disabled": "var(--sunken)",
  "--mantine-color-disabled-color": "var(--text3)",
  "--mantine-color-disabled-border": "var(--border)",
  "--mantine-primary-color-filled": "var(--fill)",
  "--mantine-color-accent-filled": "var(--fill)",
  "--mantine-color-accent-filled-hover": "color-mix(in srgb, var(--fill), black 12%)",
  "--mantine-color-accent-light": "var(--selected)",
  "--mantine-color-accent-light-hover": "var(--selected)",
  "--mantine-color-accent-light-color": "var(--accent)",
  "--mantine-color-accent-outline": "var(--accent)",
  "--mantine-color-accent-outline-hover": "var(--selected)",
  "--mantine-color-accent-text": "var(--accent)",
  "--mantine-color-red-filled": "var(--danger)",
  "--mantine-color-red-light": "var(--red-tint)",
  "--mantine-color-red-light-hover": "var(--red-tint)",
  "--mantine-color-red-light-color": "var(--red)",
  "--mantine-color-red-outline": "var(--red)",
  "--mantine-color-red-text": "var(--red)",
};

/** Our tokens in Mantine's words: light and dark are the tokens' own business. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables,
  light: variables,
  // Its own greys stand on no token: those of grounds, of hovered options and of lines.
  dark: {
    ...variables,
    "--mantine-color-dark-4": "var(--border)",
    "--mantine-color-dark-5": "var(--border)",
    "--mantine-color-dark-6": "var(--surface)",
    "--mantine-color-dark-7": "var(--sunken)",
    "--mantine-color-dark-8": "var(--sunken)",
  },
});

/** A token as a canvas needs it: `var()` and `light-dark()` mean nothing there. */
export function tokenColor(token: `--${string}`): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const color = getComputedStyle(probe).color;
  probe.remove();
  return color;
}
