/** Calls `draw` whenever light turns to dark or back: by the device or by the page. */
export function onThemeChange(draw: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
}
