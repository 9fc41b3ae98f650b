/** The one script of every page: htmx, small behaviours on data-*, and islands loaded where they are used. */
import htmx from "htmx.org";
import "../../twingrid/web/shell/style/twingrid.scss";
import { behave, showRefusal } from "./behaviours";
import "./doors";
import { mountIslands } from "./islands";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

window.htmx = htmx;
behave(document);
mountIslands(document);
document.addEventListener("htmx:beforeSwap", (event) => {
  showRefusal((event as CustomEvent<{ xhr: XMLHttpRequest; shouldSwap: boolean; isError: boolean }>).detail);
});
document.addEventListener("htmx:load", (event) => {
  const part = (event as CustomEvent<{ elt: HTMLElement }>).detail.elt;
  behave(part);
  mountIslands(part);
});
