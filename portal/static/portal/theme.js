// Light or dark as chosen in the portal's account page, for every page: read before the first paint.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("callcrm-theme") ?? "auto";
  } catch {
    // Storage may be forbidden: then the system decides.
  }
  const isDark =
    chosen === "dark" ||
    (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", isDark ? "dark" : "light");
})();
