import { defineConfig } from "vitest/config";

import { bundle } from "./vite.config.ts";

const BANNER = `/*! Vårdlots, previews of answers: Apache-2.0. With Lit (BSD-3-Clause, Google LLC).
The licences: vardlots-preview.LICENSES.md, beside this file. */`;

/** The preview is a file of the office, which stands beside others there. */
export default defineConfig({
  build: {
    ...bundle("src/preview.ts", "vardlots-preview.js", "vardlots-preview.LICENSES.md", BANNER),
    outDir: "../office/static",
    emptyOutDir: false,
  },
});
