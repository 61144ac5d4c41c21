// Builds pages for use without a network, each one HTML file that holds all it needs, the same bytes each
// time: `node frontend/pages/build.mjs NAME...`. Nothing in them can connect to anything: see `policy`.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const SHARED = {
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  target: ["es2022", "chrome109", "firefox115", "safari16.4"],
  logLevel: "warning",
};

// The style names its images from where it is built to; here they become part of it.
const images = {
  name: "images",
  setup(build) {
    build.onResolve({ filter: /^\.\/images\// }, ({ path }) => ({ path: join(here, "..", path) }));
  },
};

const sha256 = (text, encoding) => createHash("sha256").update(text).digest(encoding);

async function bundled(file, more) {
  const { outputFiles } = await esbuild.build({ ...SHARED, entryPoints: [join(here, file)], ...more });
  return outputFiles[0].text;
}

/** Only what stands in the page runs; nothing is fetched from anywhere or sent. */
const policy = (script, style, hasWorker) =>
  [
    "default-src 'none'",
    `script-src 'sha256-${sha256(script, "base64")}'${hasWorker ? " blob:" : ""}`,
    `style-src 'sha256-${sha256(style, "base64")}'`,
    ...(hasWorker ? ["worker-src blob:"] : []),
    "img-src data:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");

/** The text of a page; one that has a worker carries it along. */
export async function pageOf(name) {
  const hasWorker = existsSync(join(here, name, "worker.js"));
  const [script, worker, style] = [
    await bundled(`${name}/page.js`, { format: "iife" }),
    hasWorker ? await bundled(`${name}/worker.js`, { format: "iife" }) : "",
    await bundled("../css/portal.css", { loader: { ".svg": "dataurl" }, plugins: [images] }),
  ];
  return `<!DOCTYPE html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(script, style, hasWorker)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>ともに</title>
<style>${style}</style>
</head>
<body>
<noscript>JavaScriptが必要です。 JavaScript is needed.</noscript>
${hasWorker ? `<script type="text/plain" id="worker">${worker}</script>` : ""}
<script>${script}</script>
</body>
</html>
`;
}

/** Writes pages to a folder; their hashes by name. */
export async function writePages(names, folder) {
  mkdirSync(folder, { recursive: true });
  const hashes = {};
  for (const name of names) {
    const page = await pageOf(name);
    writeFileSync(join(folder, `${name}.html`), page);
    hashes[name] = sha256(page, "hex");
  }
  return hashes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = join(here, "../../build/pages");
  for (const [name, hash] of Object.entries(await writePages(process.argv.slice(2), folder))) {
    console.log(`${hash}  build/pages/${name}.html`);
  }
}
