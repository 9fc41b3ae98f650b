export function mount(place: HTMLElement, _props: unknown): void {
  place.textContent = "";
}
