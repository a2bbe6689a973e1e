// Sets the colour scheme before the first paint, so that a dark page never flashes white.
// The key and the attribute are Mantine's own, which reads and writes them from then on.
(() => {
  let chosen = null;
  try {
    chosen = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // A browser that blocks storage follows the system's scheme.
  }
  const isDark = chosen === "dark" || (chosen !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
})();
