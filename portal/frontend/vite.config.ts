import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { compress } from "./scripts/compress.ts";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Where Django serves what is built; chunks that are loaded later ask for each other here.
  base: "/static/portal/app/",
  plugins: [react(), compress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../static/portal/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2023",
    // The content policy allows no data: fonts, and a small file is no burden.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: "src/main/main.tsx",
      output: {
        codeSplitting: {
          // All in one file: one for each takes as many requests.
          groups: [{ name: "icons", test: /@tabler[\\/]icons-react/ }],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: "src/lib/test-setup.ts",
    include: ["src/**/*.test.{ts,tsx}"],
    css: { modules: { classNameStrategy: "non-scoped" } },
  },
});
