import {
  ActionIcon,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  Modal,
  Skeleton,
  Tooltip,
} from "@mantine/core";

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  headings: { fontFamily: '"Inter Variable", system-ui, sans-serif', fontWeight: "600" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  primaryColor: "iris",
  primaryShade: 6,
  colors: {
    iris: [
      "#f2f2ff",
      "#e4e4fe",
      "#c9c9fb",
      "#acacf7",
      "#9090f0",
      "#7878e6",
      "#5b5bd6",
      "#4f4fc6",
      "#4444ad",
      "#2f2f7e",
    ],
    dark: [
      "#ecedf1",
      "#bfc1cb",
      "#8e919d",
      "#5d606b",
      "#383a43",
      "#26282e",
      "#16171b",
      "#101114",
      "#0d0e10",
      "#0b0c0e",
    ],
  },
  components: {
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.35, blur: 2 },
        radius: "lg",
        padding: "lg",
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: {
        content: { background: "var(--ss-surface)", border: "1px solid var(--ss-line)" },
        header: { background: "var(--ss-surface)" },
      },
    }),
    Drawer: Drawer.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.25, blur: 1 } } }),
    Skeleton: Skeleton.extend({ defaultProps: { radius: "sm" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, withArrow: true } }),
  },
});

const shared = {
  "--mantine-color-body": "var(--ss-page)",
  "--mantine-color-text": "var(--ss-ink)",
  "--mantine-color-dimmed": "var(--ss-ink-quiet)",
  "--mantine-color-default-border": "var(--ss-line)",
  "--mantine-color-placeholder": "var(--ss-ink-faint)",
  "--mantine-color-error": "var(--ss-bad-ink)",
  "--mantine-color-disabled": "var(--ss-hover)",
  "--mantine-color-disabled-color": "var(--ss-ink-faint)",
};

/** Mantine's surfaces follow the app's own colours, so that both schemes are tuned in one file (tokens.css). */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
