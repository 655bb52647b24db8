import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const TEXT = /\.(?:js|css|svg)$/;
// Below that a packet is a packet.
const LEAST_BYTES = 1_000;

/** Beside each text file its .gz and .br, which whitenoise serves to those who take them. */
export function compress(): Plugin {
  return {
    name: "compress",
    writeBundle({ dir }) {
      const folder = join(dir ?? ".", "assets");
      for (const name of readdirSync(folder).filter((file) => TEXT.test(file))) {
        const path = join(folder, name);
        const bytes = readFileSync(path);
        if (bytes.length < LEAST_BYTES) continue;
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(bytes));
      }
    },
  };
}
