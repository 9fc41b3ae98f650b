import { beforeEach, describe, expect, it, vi } from "vitest";
import { behave, copyText, say, showRefusal, showSignal } from "./behaviours";
import { readProps } from "./islands";

const press = (key: string, init: KeyboardEventInit = {}) =>
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));

beforeEach(() => {
  document.body.innerHTML = "";
});

describe("keys", () => {
  it("goes to the search on /", () => {
    document.body.innerHTML = '<input data-search><p tabindex="0">x</p>';
    behave(document);
    document.querySelector<HTMLElement>("p")?.focus();
    press("/");
    expect(document.activeElement?.matches("[data-search]")).toBe(true);
  });
  it("walks from the search into the answers and back", () => {
    document.body.innerHTML = '<input data-search><ul data-candidates><li><a href="#1">1</a></li><li><a href="#2">2</a></li></ul>';
    behave(document);
    document.querySelector<HTMLElement>("[data-search]")?.focus();
    press("ArrowDown");
    expect(document.activeElement?.textContent).toBe("1");
    press("ArrowDown");
    expect(document.activeElement?.textContent).toBe("2");
    press("ArrowUp");
    press("ArrowUp");
    expect(document.activeElement?.matches("[data-search]")).toBe(true);
  });
  it("chooses the answer it walks to, so that Enter sends a choice", () => {
    document.body.innerHTML = '<input data-search><ul data-candidates><li><input type="radio" name="pick" value="7"></li></ul>';
    behave(document);
    const changed = vi.fn();
    document.addEventListener("change", changed, { once: true });
    document.querySelector<HTMLElement>("[data-search]")?.focus();
    press("ArrowDown");
    expect(document.querySelector<HTMLInputElement>("[name=pick]")?.checked).toBe(true);
    expect(changed).toHaveBeenCalledOnce();
  });
  it("sends the form on Ctrl+Enter", () => {
    document.body.innerHTML = "<form><textarea></textarea></form>";
    behave(document);
    const sent = vi.fn((event: Event) => event.preventDefault());
    document.querySelector("form")?.addEventListener("submit", sent);
    document.querySelector<HTMLElement>("textarea")?.focus();
    press("Enter", { ctrlKey: true });
    expect(sent).toHaveBeenCalledOnce();
  });
  it("does not take letters from somebody who types", () => {
    document.body.innerHTML = '<input data-search><input id="other">';
    behave(document);
    document.querySelector<HTMLElement>("#other")?.focus();
    press("/");
    expect(document.activeElement?.id).toBe("other");
  });
});

describe("the signal", () => {
  it("says how many things wait, and nothing when all is well", () => {
    document.body.innerHTML = '<div data-offline hidden><span data-offline-waiting hidden><b data-offline-count></b></span></div>';
    showSignal(false, 3);
    expect(document.querySelector<HTMLElement>("[data-offline]")?.hidden).toBe(false);
    expect(document.querySelector("[data-offline-count]")?.textContent).toBe("3");
    showSignal(true, 0);
    expect(document.querySelector<HTMLElement>("[data-offline]")?.hidden).toBe(true);
  });
});

it("says things as text, never as markup", () => {
  document.body.innerHTML = "<div data-toasts></div>";
  say("<b>x</b>");
  expect(document.querySelector("[data-toast]")?.textContent).toBe("<b>x</b>");
  expect(document.querySelector("[data-toasts] b")).toBeNull();
});

it("shows the table instead of the chart and back", () => {
  document.body.innerHTML = "<figure><button data-swap aria-pressed='false'></button><div data-swap-part></div><div data-swap-part hidden></div></figure>";
  behave(document);
  const [chart, table] = document.querySelectorAll<HTMLElement>("[data-swap-part]");
  document.querySelector("button")?.click();
  expect([chart?.hidden, table?.hidden]).toEqual([true, false]);
  document.querySelector("button")?.click();
  expect([chart?.hidden, table?.hidden]).toEqual([false, true]);
});

it("reads an island's props from the page", async () => {
  document.body.innerHTML = '<div data-island="map" data-props="p"></div><script type="application/json" id="p">{"a": 1}</script>';
  const place = document.querySelector<HTMLElement>("[data-island]");
  expect(place && (await readProps(place))).toEqual({ a: 1 });
});

describe("a refusal", () => {
  const answer = (status: number, responseText: string) => ({ xhr: { status, responseText } as XMLHttpRequest, shouldSwap: true });
  beforeEach(() => {
    document.body.innerHTML = "<div data-toasts></div>";
  });
  it("is said at the foot of the page and replaces nothing", () => {
    const detail = answer(409, '<div class="tg-toast" data-toast>先接单</div>');
    showRefusal(detail);
    expect(detail.shouldSwap).toBe(false);
    expect(document.querySelector("[data-toasts]")?.textContent).toBe("先接单");
  });
  it("leaves a corrected form alone: that is swapped where it belongs", () => {
    const detail = answer(422, "<form></form>");
    showRefusal(detail);
    expect(detail.shouldSwap).toBe(true);
  });
});

describe("one tap to copy", () => {
  it("says so when the text lies on the clipboard", async () => {
    vi.stubGlobal("navigator", { clipboard: { writeText: vi.fn().mockResolvedValue(undefined) } });
    expect(await copyText("停电通知")).toBe(true);
    vi.unstubAllGlobals();
  });
  it("copies by a selection where the browser has no clipboard, and leaves nothing behind", async () => {
    vi.stubGlobal("navigator", {});
    const copied: string[] = [];
    document.execCommand = vi.fn(() => {
      copied.push((document.activeElement as HTMLTextAreaElement).value);
      return true;
    });
    expect(await copyText("停电通知\n第二行")).toBe(true);
    expect(copied).toEqual(["停电通知\n第二行"]);
    expect(document.querySelector("textarea")).toBeNull();
    document.execCommand = vi.fn(() => false);
    expect(await copyText("x")).toBe(false);
    vi.unstubAllGlobals();
  });
});

it("what was ticked comes back: several boxes of one name, and none where none was left", async () => {
  sessionStorage.clear();
  const form = `<form data-keep="here"><input type=checkbox name=shares value=name checked>
    <input type=checkbox name=shares value=phone checked><input type=checkbox name=shares value=account>
    <input type=checkbox name=anyway value=1 checked><input name=words></form>`;
  await import("./doors");
  const open = (): HTMLInputElement[] => {
    document.body.innerHTML = form;
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: document.body } }));
    return [...document.querySelectorAll("input")];
  };
  const [, , account, anyway, words] = open();
  account!.checked = true;
  anyway!.checked = false;
  words!.value = "灯";
  words!.dispatchEvent(new Event("input", { bubbles: true }));
  const again = open();
  expect(again.slice(0, 4).map((box) => box.checked)).toEqual([true, true, true, false]);
  expect(again[4]!.value).toBe("灯");
});
