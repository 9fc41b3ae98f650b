/** What the rooms of the main path ask of a page: questions that depend on the last one, words that survive, a call by keyboard. */

const STORE = "twingrid.keep.";

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function fields(form: HTMLFormElement): Field[] {
  const every = [...form.querySelectorAll<Field>("input[name], textarea[name], select[name]")];
  return every.filter((field) => !["hidden", "file", "password", "submit"].includes(field.type));
}

/** Boxes and choices that are ticked, each with a value of its own under a name that several may share. */
function ticked(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
}

/** Puts back what was typed before; the chosen kind asks for its questions again. */
function restore(form: HTMLFormElement, empty: Field[]): void {
  const said = JSON.parse(sessionStorage.getItem(STORE + (form.dataset.keep ?? "")) ?? "{}") as Record<string, string[]>;
  for (const field of empty) {
    const values = said[field.name];
    if (values === undefined) continue;
    if (ticked(field)) {
      const chosen = values.includes(field.value) && !field.checked;
      field.checked = values.includes(field.value);
      if (chosen && field.name === "kind") setTimeout(() => field.dispatchEvent(new Event("change", { bubbles: true })));
    } else if (!field.value) field.value = values[0] ?? "";
  }
}

/** Keeps what was typed for this tab, until the page that says "done" (`data-kept`) is shown. Photos are never kept. */
function keep(form: HTMLFormElement): void {
  const key = STORE + (form.dataset.keep ?? "");
  const save = (): void => {
    const said: Record<string, string[]> = {};
    for (const field of fields(form)) {
      const values = (said[field.name] ??= []);
      if (field.value && (!ticked(field) || field.checked)) values.push(field.value);
    }
    sessionStorage.setItem(key, JSON.stringify(said));
  };
  const answered = form.querySelector("[data-focus]") !== null;
  if (!answered) restore(form, fields(form));
  form.addEventListener("input", save);
  form.addEventListener("change", save);
}

/** The answer that stands in a form under this name; what is hidden says nothing. */
function answer(form: HTMLFormElement, name: string): string {
  for (const field of form.querySelectorAll<Field>(`[name="${name}"]`)) {
    if (field.closest("[hidden]")) continue;
    if (!(field instanceof HTMLInputElement) || field.type !== "radio") return field.value;
    if (field.checked) return field.value;
  }
  return name === "scope" ? "unknown" : "";
}

/** Shows only what the chosen kind and the answers make sensible to ask, and the safety words where there is danger. */
function depend(form: HTMLFormElement): void {
  const kind = form.querySelector<HTMLInputElement>("input[name=kind]:checked")?.value ?? "";
  for (const part of form.querySelectorAll<HTMLElement>("[data-asked-when], [data-safety], [data-shown-when]")) {
    if (part.dataset.shownWhen !== undefined) {
      const [name, values] = part.dataset.shownWhen.split("=");
      part.hidden = !(values ?? "").split("|").includes(answer(form, name ?? ""));
      continue;
    }
    const kinds = (part.dataset.askedWhen ?? part.dataset.safety ?? "").split(" ");
    part.hidden = !kinds.includes(kind);
    if (part.hidden) for (const input of part.querySelectorAll<HTMLInputElement>("input:checked")) input.checked = false;
  }
}

document.addEventListener("change", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (form) depend(form);
});

/** Gives the focus to the first of these places that is shown and can be filled in. */
function focusIn(selectors: string): boolean {
  for (const selector of selectors.split(" ")) {
    const place = selector && document.querySelector<HTMLElement>(selector);
    if (!place || place.closest("[hidden]")) continue;
    if (place.matches("input, textarea, select, a, button")) {
      place.focus();
      return true;
    }
    const inner = [...place.querySelectorAll<HTMLElement>("input:checked, input, textarea, select")];
    const first = inner.filter((one) => !one.closest("[hidden]"));
    const chosen = first[0]?.matches("[type=radio]") ? first.find((one) => one.matches(":checked") && one.closest("fieldset") === first[0]?.closest("fieldset")) : null;
    if (!first[0]) continue;
    (chosen ?? first[0]).focus();
    return true;
  }
  return false;
}

/** On from a place: to the next question that is shown, else where its group leads. While questions are on their way, wait. */
function goOn(from: HTMLElement): void {
  const question = from.closest<HTMLElement>("[data-question]");
  for (let next = question?.nextElementSibling; next; next = next.nextElementSibling) {
    if (next instanceof HTMLElement && !next.hidden && next.matches("[data-question]")) {
      next.querySelector<HTMLElement>("input:checked, input, textarea, select")?.focus();
      return;
    }
  }
  if (question) return void focusIn(question.closest<HTMLElement>("[data-after]")?.dataset.after ?? "");
  const places = from.closest<HTMLElement>("[data-next]")?.dataset.next ?? "";
  const coming = document.querySelector(".htmx-request[hx-target='#questions']");
  const first = places.split(" ")[0] ?? "";
  if (!coming) focusIn(places);
  else if (first === "#questions" || !focusIn(first)) document.addEventListener("htmx:afterSettle", () => focusIn(places), { once: true });
}

function choose(radio: HTMLInputElement): void {
  radio.checked = true;
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The choice of a group that a key of the keyboard stands for. */
function chosenBy(group: HTMLElement, key: string): HTMLInputElement | undefined {
  const named = group.querySelector<HTMLElement>("label[data-key]");
  if (named) return group.querySelector<HTMLInputElement>(`label[data-key="${CSS.escape(key)}"] input`) ?? undefined;
  return /^[1-9]$/.test(key) ? group.querySelectorAll<HTMLInputElement>("input[type=radio]")[Number(key) - 1] : undefined;
}

/** A digit takes the n-th choice of a group and goes on; Enter goes on. */
function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const active = event.target;
  if (!(active instanceof HTMLElement)) return;
  const group = active.closest<HTMLElement>("[data-digits]");
  const radio = group && !active.matches("textarea, input:not([type=radio])") ? chosenBy(group, event.key) : undefined;
  if (radio) {
    event.preventDefault();
    choose(radio);
    goOn(radio);
  } else if (event.key === "Enter" && active.matches("[data-search][data-next]")) {
    event.preventDefault();
    fromSearch(active as HTMLInputElement);
  } else if (event.key === "Enter" && active.closest("[data-candidates]") && active instanceof HTMLInputElement) {
    event.preventDefault();
    choose(active);
    focusIn(document.querySelector<HTMLElement>("[data-search]")?.dataset.next ?? "");
  } else if (event.key === "Enter" && !active.matches("textarea")) {
    if (!active.closest("[data-next], [data-question]")) return;
    event.preventDefault();
    goOn(active);
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
  const around = root instanceof Element ? root.closest("form") : null;
  if (around?.dataset.keep !== undefined) restore(around, fields(around).filter((field) => root.contains(field)));
  if (around) depend(around);
  if (root.querySelector("[data-sent]") ?? (root instanceof Element && root.matches("[data-sent]"))) {
    for (const field of document.querySelectorAll<HTMLInputElement>("[data-caller] input")) field.value = "";
    setTimeout(() => focusIn("[data-caller]"), 50); // after htmx has given the focus back to where it was
  }
}

document.addEventListener("htmx:load", (event) => openDoors((event as CustomEvent<{ elt: HTMLElement }>).detail.elt));
openDoors(document);
