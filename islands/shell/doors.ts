/** What the rooms of the main path ask of a page: questions that depend on the last one, words that survive, a call by keyboard. */

const STORE = "twingrid.keep.";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fields(form: HTMLFormElement): Field[] {
  const every = [...form.querySelectorAll<Field>("input[name], textarea[name], select[name]")];
  return every.filter((field) => !["hidden", "file", "password", "submit"].includes(field.type));
}

/** Keeps what was typed for this tab, until the page that says "done" (`data-kept`) is shown. Photos are never kept. */
function keep(form: HTMLFormElement): void {
  const key = STORE + (form.dataset.keep ?? "");
  const save = (): void => {
    const said: Record<string, string> = {};
    for (const field of fields(form)) {
      const chosen = field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type) ? field.checked : true;
      if (chosen && field.value) said[field.name] = field.value;
    }
    sessionStorage.setItem(key, JSON.stringify(said));
  };
  const answered = form.querySelector("[data-focus]") !== null;
  const said = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Record<string, string>;
  for (const field of answered ? [] : fields(form)) {
    const value = said[field.name];
    if (value === undefined) continue;
    if (field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type)) field.checked = field.value === value;
    else if (!field.value) field.value = value;
  }
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

/** Shows only what the chosen kind makes sensible to ask, and the safety words when it is dangerous. */
function depend(form: HTMLFormElement): void {
  const parts = form.querySelectorAll<HTMLElement>("[data-asked-when], [data-safety]");
  if (parts.length === 0) return;
  const show = (): void => {
    const kind = form.querySelector<HTMLInputElement>("input[name=kind]:checked")?.value ?? "";
    for (const part of parts) {
      const kinds = (part.dataset.askedWhen ?? part.dataset.safety ?? "").split(" ");
      part.hidden = !kinds.includes(kind);
      if (part.hidden) for (const input of part.querySelectorAll<HTMLInputElement>("input:checked")) input.checked = false;
    }
  };
  form.addEventListener("change", show);
  show();
}

function focusIn(selector: string): void {
  const place = document.querySelector<HTMLElement>(selector);
  const inner = place?.querySelector<HTMLElement>("input:checked") ?? place?.querySelector<HTMLElement>("input, textarea, select");
  (place?.matches("input, textarea, select, a, button") ? place : inner)?.focus();
}

function choose(radio: HTMLInputElement): void {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

/** A digit takes the n-th choice of a group and goes on; Enter goes on. */
function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const active = event.target;
  if (!(active instanceof HTMLElement)) return;
  const group = active.closest<HTMLElement>("[data-digits]");
  if (group && /^[1-9]$/.test(event.key)) {
    const radio = group.querySelectorAll<HTMLInputElement>("input[type=radio]")[Number(event.key) - 1];
    if (!radio) return;
    event.preventDefault();
    choose(radio);
    focusIn(group.dataset.next ?? "");
  } else if (event.key === "Enter" && active.matches("[data-search][data-next]")) {
    event.preventDefault();
    fromSearch(active as HTMLInputElement);
  } else if (event.key === "Enter" && active.closest("[data-candidates]") && active instanceof HTMLInputElement) {
    event.preventDefault();
    choose(active);
    focusIn(document.querySelector<HTMLElement>("[data-search]")?.dataset.next ?? "");
  } else if (event.key === "Enter" && !active.matches("textarea")) {
    const next = active.closest<HTMLElement>("[data-next]")?.dataset.next;
    if (!next) return;
    event.preventDefault();
    focusIn(next);
  }
}

/** Enter after the words: on to the next question if one place is certain, else into the answers. */
function fromSearch(search: HTMLInputElement): void {
  const go = (): void => {
    const certain = document.querySelector("[data-candidates] input:checked");
    focusIn(certain || !document.querySelector("[data-candidates]") ? (search.dataset.next ?? "") : "[data-candidates]");
  };
  if (document.querySelector<HTMLElement>("[data-for]")?.dataset.for === search.value.trim()) return go();
  document.addEventListener("htmx:afterSettle", () => go(), { once: true });
  window.htmx.trigger(search, "search");
}

document.addEventListener("keydown", onKey);

/** Wires `root`; called for the page and for every part that htmx brings. */
export function openDoors(root: ParentNode): void {
  const kept = root.querySelector<HTMLElement>("[data-kept]");
  if (kept) sessionStorage.removeItem(STORE + (kept.dataset.kept ?? ""));
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-keep]")) keep(form);
  for (const form of root.querySelectorAll<HTMLFormElement>("form")) depend(form);
  if (root.querySelector("[data-sent]") ?? (root instanceof Element && root.matches("[data-sent]"))) {
    for (const field of document.querySelectorAll<HTMLInputElement>("[data-caller] input")) field.value = "";
    setTimeout(() => focusIn("[data-caller]"), 50); // after htmx has given the focus back to where it was
  }
}

document.addEventListener("htmx:load", (event) => openDoors((event as CustomEvent<{ elt: HTMLElement }>).detail.elt));
openDoors(document);
