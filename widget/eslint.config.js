import js from "@eslint/js";
import lit from "eslint-plugin-lit";
import ts from "typescript-eslint";

export default ts.config(
  { ignores: ["dist/", "node_modules/", "demo/", "eslint.config.js"] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  lit.configs["flat/recommended"],
  { languageOptions: { parserOptions: { projectService: true } } },
  {
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // what comes from the server is text: nothing here makes HTML of a string
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
          property,
        })),
      ],
      "no-restricted-imports": ["error", { patterns: ["lit/directives/unsafe-*", "lit/static-html*"] }],
    },
  },
);
