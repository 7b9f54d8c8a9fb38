// Light or dark before the first paint: the reader's choice, else what the system prefers.

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const YEAR = 365 * 24 * 3600;

function show() {
  const scheme = root.dataset.scheme;
  root.dataset.bsTheme = scheme === "auto" ? (dark.matches ? "dark" : "light") : scheme;
}

function toggle() {
  const wanted = root.dataset.bsTheme === "dark" ? "light" : "dark";
  const preferred = dark.matches ? "dark" : "light";
  root.dataset.scheme = wanted === preferred ? "auto" : wanted;
  // "auto" is stored too: it follows the system again when it changes at night
  document.cookie = `scheme=${root.dataset.scheme}; path=/; max-age=${YEAR}; samesite=lax`;
  show();
}

function offer() {
  const button = document.getElementById("scheme-toggle");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", toggle);
}

show();
dark.addEventListener("change", show);
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offer);
else offer();
