import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { compress } from "./scripts/compress.ts";
import { checkMantineStyles } from "./scripts/mantine-styles.ts";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Where Django serves what is built; chunks that are loaded later ask for each other here.
  base: "/static/portal/app/",
  plugins: [react(), checkMantineStyles(), compress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../static/portal/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2023",
    // The content policy allows no data: fonts, and a small file is no burden.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The limit that counts is that of scripts/check-size.js.
    chunkSizeWarningLimit: 600,
    rollupOptions: {
      input: "src/main/main.tsx",
      output: {
        codeSplitting: {
          // By itself it makes eighty files of what two have in common, and each is a request.
          groups: [
            { name: "main", tags: ["$initial"], priority: 2 },
            { name: "shared", minShareCount: 2, priority: 1 },
          ],
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
