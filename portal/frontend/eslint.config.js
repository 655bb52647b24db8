import { readdirSync } from "node:fs";
import js from "@eslint/js";
import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

/** Files under `folder` may not import what `regex` matches. */
const mayNotImport = (folder, regex, message) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    "no-restricted-imports": [
      "error",
      { patterns: [{ regex, message }, { regex: String.raw`^\.\./\.\./`, message: "Use @/…" }] },
    ],
  },
});

export default tseslint.config(
  { ignores: ["node_modules", "src/lib/api/schema.d.ts"] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  hooks.configs.flat["recommended-latest"],
  {
    files: ["scripts/*.js", "eslint.config.js"],
    languageOptions: { globals: { console: "readonly", process: "readonly", URL: "readonly" } },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    rules: {
      "no-console": "error",
      // The content policy would refuse it, and a name would become markup.
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Names come from strangers: text only.",
        },
      ],
      // The React compiler isn't in use: tanstack's virtualizer is known to be fine without it.
      "react-hooks/incompatible-library": "off",
    },
  },
  mayNotImport("lib", "^@/(components|features|main)/", "lib knows nothing of what is above it."),
  mayNotImport("components", "^@/(features|main)/", "components know only lib."),
  ...features.map((name) =>
    mayNotImport(
      `features/${name}`,
      `^@/(main/|features/(?!${name}/))`,
      "No feature imports another: what two need lives in lib (data) or components (looks).",
    ),
  ),
);
