/** Small behaviours, each hung on one data attribute, so that pages need no script of their own. */

const TOAST_MS = 10_000;

type Act = (element: HTMLElement, event: Event) => void;

const CLICKS: Record<string, Act> = {
  back: () => history.back(),
  print: () => window.print(),
  "toast-close": (button) => button.closest("[data-toast]")?.remove(),
  copy: (button) => {
    void copyText(button.dataset.copy ?? "").then((copied) => copied && say(button.dataset.copied ?? ""));
  },
  here: (button) => goHere(button.dataset.here ?? ""),
  swap: (button) => swap(button),
  speak: (button) => speak(button.dataset.speak ?? ""),
};

/** Puts a text on the clipboard; where a browser inside of a chat program has none, by the old way of a selection. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.readOnly = true;
    field.className = "visually-hidden";
    document.body.append(field);
    const before = document.activeElement;
    field.focus({ preventScroll: true });
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    return copied;
  }
}

/** Shows a sentence at the foot of the page for ten seconds. */
export function say(words: string): void {
  const shelf = document.querySelector("[data-toasts]");
  if (!shelf || !words) return;
  const toast = document.createElement("div");
  toast.className = "tg-toast";
  toast.dataset.toast = "";
  toast.textContent = words;
  shelf.append(toast);
  fade(toast);
}

/** A refusal is answered as a toast, whatever the fragment was meant for: it goes to the foot of the page instead. */
export function showRefusal(detail: { xhr: XMLHttpRequest; shouldSwap: boolean }): void {
  const { status, responseText } = detail.xhr;
  if (status < 400) return;
  const toast = new DOMParser().parseFromString(responseText, "text/html").querySelector<HTMLElement>("body > [data-toast]");
  const shelf = document.querySelector("[data-toasts]");
  if (!toast || !shelf) return;
  detail.shouldSwap = false;
  shelf.append(document.importNode(toast, true));
}

function fade(toast: HTMLElement): void {
  if (!toast.classList.contains("is-error")) setTimeout(() => toast.remove(), TOAST_MS);
}

/** Opens `address` with the device's longitude and latitude; says so when the device does not know or may not tell. */
function goHere(address: string): void {
  const lost = (): void => say(document.querySelector<HTMLElement>("[data-toasts]")?.dataset.nowhere ?? "");
  const go = ({ coords }: GeolocationPosition): void => {
    const at = new URLSearchParams({ lon: coords.longitude.toFixed(6), lat: coords.latitude.toFixed(6) });
    location.assign(`${address}?${at.toString()}`);
  };
  navigator.geolocation.getCurrentPosition(go, lost, { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 });
}

/** Shows the table in place of the chart, or the chart again. */
function swap(button: HTMLElement): void {
  const pressed = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(pressed));
  for (const part of button.closest("figure")?.querySelectorAll<HTMLElement>("[data-swap-part]") ?? []) part.hidden = !part.hidden;
}

/** Reads a part of the page aloud: the element that `selector` names. A second press stops. */
function speak(selector: string): void {
  const voice = window.speechSynthesis;
  if (!voice) return;
  if (voice.speaking) return voice.cancel();
  const part = document.querySelector<HTMLElement>(selector);
  const utterance = new SpeechSynthesisUtterance(part?.dataset.spoken ?? part?.innerText ?? "");
  utterance.lang = document.documentElement.lang === "en" ? "en-GB" : "zh-CN";
  utterance.rate = 0.9;
  voice.speak(utterance);
}

function onClick(event: Event): void {
  const target = event.target instanceof Element ? event.target : null;
  for (const [name, act] of Object.entries(CLICKS)) {
    const element = target?.closest<HTMLElement>(`[data-${name}]`);
    if (element) act(element, event);
  }
  for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) {
    if (target && !menu.contains(target)) menu.open = false;
  }
}

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.matches("input, textarea, select, [contenteditable]");
}

/** `/` goes to the search, `x` chooses the row, arrows walk rows and answers, Ctrl+Enter sends the form. */
function onKey(event: KeyboardEvent): void {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = (event.target as Element).closest("form") ?? document.querySelector<HTMLFormElement>("form[data-send]");
    if (form) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")) menu.open = false;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event, event.key === "ArrowDown" ? 1 : -1);
  if (isTyping(event) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === "/") {
    const search = document.querySelector<HTMLElement>("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  if (event.key === "x") {
    (document.activeElement?.closest("[data-row]")?.querySelector("input[type=checkbox]") as HTMLElement | null)?.click();
  }
}

/** Moves among answers (from the search box too) or among rows of work. */
function walk(event: KeyboardEvent, step: number): void {
  const active = document.activeElement;
  const fromSearch = active?.matches("[data-search]") ?? false;
  if (!fromSearch && isTyping(event) && !active?.closest("[data-candidates]")) return;
  const group = fromSearch || active?.closest("[data-candidates]") ? "[data-candidates] :is(a, input)" : "[data-row] a";
  const places = [...document.querySelectorAll<HTMLElement>(group)];
  if (places.length === 0) return;
  const now = places.indexOf(active as HTMLElement);
  const next = places[Math.min(Math.max(now + step, 0), places.length - 1)];
  event.preventDefault();
  if (now === 0 && step < 0) document.querySelector<HTMLElement>("[data-search]")?.focus();
  else if (next) choose(next);
}

/** Goes to an answer; one that is a radio is chosen with it, as arrows do among radios. */
function choose(answer: HTMLElement): void {
  answer.focus();
  if (!(answer instanceof HTMLInputElement) || answer.checked) return;
  answer.checked = true;
  answer.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Shows or hides the offline bar; `waiting` is the number of things still to be sent. */
export function showSignal(online: boolean, waiting: number): void {
  const bar = document.querySelector<HTMLElement>("[data-offline]");
  if (!bar) return;
  bar.hidden = online;
  const count = bar.querySelector<HTMLElement>("[data-offline-count]");
  const part = bar.querySelector<HTMLElement>("[data-offline-waiting]");
  if (count) count.textContent = String(waiting);
  if (part) part.hidden = waiting === 0;
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  const signal = (): void => showSignal(navigator.onLine, Number(document.documentElement.dataset.waiting ?? 0));
  window.addEventListener("online", signal);
  window.addEventListener("offline", signal);
  signal();
}

/** Wires `root`: toasts fade, a summary of errors takes the focus, a form is sent only once. */
export function behave(root: ParentNode): void {
  listen();
  for (const toast of root.querySelectorAll<HTMLElement>("[data-toast]")) fade(toast);
  root.querySelector<HTMLElement>("[data-focus]")?.focus();
  if (navigator.geolocation) for (const button of root.querySelectorAll<HTMLElement>("[data-here]")) button.hidden = false;
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-once]")) {
    form.addEventListener("submit", () => {
      setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
    });
  }
}
