// What a first visit loads as JavaScript: the entry and all that it imports at once.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_KB = 200;
const built = new URL("../../static/portal/app/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", built), "utf8"));
const chunks = new Set();

function add(key) {
  if (chunks.has(key)) return;
  chunks.add(key);
  (manifest[key].imports ?? []).forEach(add);
}

Object.keys(manifest).filter((key) => manifest[key].isEntry).forEach(add);
const bytes = [...chunks]
  .map((key) => gzipSync(readFileSync(new URL(manifest[key].file, built)), { level: 9 }).length)
  .reduce((sum, size) => sum + size, 0);
const kb = bytes / 1000;
console.log(`First load: ${kb.toFixed(1)} kB of JavaScript, gzipped (at most ${LIMIT_KB})`);
if (kb > LIMIT_KB) {
  console.error("Load what isn't needed at once with `lazy` or `import()`.");
  process.exit(1);
}
