import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SHELL = "twingrid/web/shell";

/** The icons that templates and Python name in so many words, and those of `icons.txt` that are named by values. */
function iconNames(): string[] {
  const names = new Set(readFileSync(here(`${SHELL}/icons.txt`), "utf8").split(/\s+/).filter(Boolean));
  for (const file of readdirSync(here("twingrid"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(html|py)$/.test(file) || file.includes("/tests/")) continue;
    for (const found of readFileSync(here(`twingrid/${file}`), "utf8").matchAll(/\bicon(?:=|\s+)"([a-z0-9-]+)"/g)) names.add(found[1] ?? "");
  }
  return [...names].sort();
}

/** One <symbol> of the sprite, from a Tabler icon. `name-filled` is the filled variant. */
function symbol(name: string): string {
  const filled = name.endsWith("-filled");
  const folder = filled ? "filled" : "outline";
  const file = here(`node_modules/@tabler/icons/icons/${folder}/${name.replace(/-filled$/, "")}.svg`);
  const inner = readFileSync(file, "utf8")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
    .replace(/\s*\n\s*/g, "");
  const paint = filled ? ' fill="currentColor" stroke="none"' : "";
  return `<symbol id="${name}" viewBox="0 0 24 24"${paint}>${inner}</symbol>`;
}

/** Writes the icon sprite and `built.json`, by which templates find files whose names carry hashes. */
function twingrid(): Plugin {
  return {
    name: "twingrid",
    buildStart() {
      this.addWatchFile(here(`${SHELL}/icons.txt`));
    },
    generateBundle(_options, bundle) {
      const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${iconNames().map(symbol).join("")}</svg>`;
      const stamp = createHash("sha256").update(sprite).digest("hex").slice(0, 8);
      this.emitFile({ type: "asset", fileName: `icons-${stamp}.svg`, source: sprite });
      const built: Record<string, string> = { "icons.svg": `icons-${stamp}.svg` };
      for (const part of Object.values(bundle)) {
        if (part.type === "chunk" && part.isEntry) {
          built[`${part.name}.js`] = part.fileName;
          for (const css of part.viteMetadata?.importedCss ?? []) built[`${part.name}.css`] = css;
        }
      }
      this.emitFile({ type: "asset", fileName: "built.json", source: JSON.stringify(built, null, 1) });
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [twingrid()],
  build: {
    outDir: here(`${SHELL}/static/twingrid/dist`),
    emptyOutDir: true,
    target: ["chrome87", "safari14", "firefox78"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      input: { shell: here("islands/shell/index.ts") },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name]-[hash][extname]",
      },
    },
  },
  css: { preprocessorOptions: { scss: { loadPaths: [here("node_modules")], quietDeps: true } } },
  test: { environment: "happy-dom", include: ["islands/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
