// Builds frontend/dist: CSS, ES modules, fonts and images, with stable names
// (Django's manifest storage adds the hashes). `node frontend/build.mjs --watch` builds on change.
import { brotliCompressSync } from "node:zlib";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { writePages } from "./pages/build.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const fontPackage = join(here, "../node_modules/@fontsource-variable/noto-sans-jp");
// What every page loads besides its fonts (the promise of issue 2, point 8), and the scripts of casting.
const BUDGETS = {
  "every page": ["portal.css", "portal.js"],
  "casting a ballot": ["portal.js", "cast.js", "derive_worker.js"],
};
const budgetInBytes = 60_000;
const OFFLINE_PAGES = ["challenge", "trustee", "verifier"];

/** Noto Sans JP in slices: a browser fetches only those whose characters stand on the page. */
function copyFonts() {
  mkdirSync(join(dist, "fonts"), { recursive: true });
  const faces = readFileSync(join(fontPackage, "wght.css"), "utf8")
    .split(/(?=\/\* noto-sans-jp-)/)
    .filter((face) => face.includes("@font-face") && !/-(cyrillic|vietnamese)-wght/.test(face))
    .map((face) =>
      face
        .replace("'Noto Sans JP Variable'", "'Noto Sans JP'")
        .replace(/url\(\.\/files\/([^)]+)\)/, (_, file) => {
          cpSync(join(fontPackage, "files", file), join(dist, "fonts", file));
          return `url(./fonts/${file})`;
        }),
    );
  const css = esbuild.transformSync(faces.join("\n"), { loader: "css", minify: true, legalComments: "none" });
  writeFileSync(join(dist, "fonts.css"), `/* Noto Sans JP, SIL Open Font License 1.1 */${css.code}`);
}

function copyImages() {
  cpSync(join(here, "images"), join(dist, "images"), { recursive: true });
}

/** Pages for use without a network, offered for download with their hashes. */
async function buildPages() {
  const hashes = await writePages(OFFLINE_PAGES, join(dist, "pages"));
  writeFileSync(join(dist, "pages.json"), JSON.stringify(hashes));
}

function entryPoints() {
  const entries = readdirSync(join(here, "entries")).filter((file) => /\.(js|css)$/.test(file));
  return [
    join(here, "css/portal.css"),
    join(here, "portal.js"),
    ...entries.map((file) => join(here, "entries", file)),
  ];
}

function options() {
  return {
    entryPoints: entryPoints(),
    outdir: dist,
    entryNames: "[name]",
    bundle: true,
    minify: true,
    format: "esm",
    target: ["es2022", "chrome109", "firefox115", "safari16.4"],
    // Each entry is whole: the manifest storage does not rewrite imports between modules.
    splitting: false,
    legalComments: "none",
    external: ["./images/*", "./fonts/*"],
    logLevel: "warning",
  };
}

function compressedSize(file) {
  return brotliCompressSync(readFileSync(join(dist, file))).length;
}

function reportSizes() {
  const built = readdirSync(dist).filter((file) => /\.(js|css)$/.test(file));
  for (const file of built) {
    console.log(`  ${file.padEnd(28)} ${(compressedSize(file) / 1000).toFixed(1).padStart(7)} kB compressed`);
  }
  for (const [page, files] of Object.entries(BUDGETS)) {
    const total = files.reduce((sum, file) => sum + compressedSize(file), 0);
    console.log(`  ${page} (${files.join(" + ")}): ${(total / 1000).toFixed(1)} kB of ${budgetInBytes / 1000} kB`);
    if (total <= budgetInBytes) continue;
    console.error(`The files of ${page} are over their budget.`);
    process.exitCode = 1;
  }
}

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
copyFonts();
copyImages();
await buildPages();
if (process.argv.includes("--watch")) {
  const context = await esbuild.context({ ...options(), logLevel: "info" });
  await context.watch();
} else {
  await esbuild.build(options());
  reportSizes();
}
