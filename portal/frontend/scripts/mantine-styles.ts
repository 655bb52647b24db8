import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const LIST = new URL("../src/main/mantine.css", import.meta.url);
const IMPORT = /styles\/([A-Z]\w+)\.layer\.css/g;
const COMPONENT = /@mantine[\\/]core[\\/].*[\\/]([A-Z]\w+)\.module\.mjs$/;

/** All of Mantine's styles are three times those of the components in use: mantine.css lists these. */
export function checkMantineStyles(): Plugin {
  return {
    name: "check-mantine-styles",
    apply: "build",
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((file) =>
        file.type === "chunk" ? file.moduleIds : [],
      );
      const used = new Set(modules.flatMap((id) => COMPONENT.exec(id)?.[1] ?? []));
      const listed = new Set(
        [...readFileSync(LIST, "utf8").matchAll(IMPORT)].map(([, name]) => name ?? ""),
      );
      for (const name of used)
        if (!listed.has(name))
          this.error(`Mantine's ${name} is used: import its style in src/main/mantine.css.`);
      for (const name of listed)
        if (!used.has(name))
          this.error(`Nothing uses Mantine's ${name}: take its style out of src/main/mantine.css.`);
    },
  };
}
