/** Mounts islands: finds `[data-island]`, reads its JSON, and loads its code only then. */

export type Mount = (place: HTMLElement, props: unknown) => void | Promise<void>;

const LOADERS: Record<string, () => Promise<{ mount: Mount }>> = {
  map: () => import("../map/index"),
  chart: () => import("../chart/index"),
};

/** The props of an island: a JSON script named by `data-props`, or what the address in `data-url` answers. */
export async function readProps(place: HTMLElement): Promise<unknown> {
  const url = place.dataset.url;
  if (url) {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  }
  const script = document.getElementById(place.dataset.props ?? "");
  return JSON.parse(script?.textContent ?? "{}");
}

async function mountOne(place: HTMLElement): Promise<void> {
  const load = LOADERS[place.dataset.island ?? ""];
  if (!load || place.dataset.state) return;
  place.dataset.state = "loading";
  try {
    const [island, props] = await Promise.all([load(), readProps(place)]);
    await island.mount(place, props);
    place.dataset.state = "ready";
  } catch (problem) {
    // The page beside the island says the same in words, so a failed island is quiet.
    place.dataset.state = "failed";
    console.error(problem);
  }
}

/** Mounts every island in `root` that is not mounted yet. */
export function mountIslands(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-island]")) void mountOne(place);
  if (root instanceof HTMLElement && root.matches("[data-island]")) void mountOne(root);
}
