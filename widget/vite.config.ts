import { defineConfig } from "vitest/config";

/** Licences ask for it: who wrote what is in the file. */
const BANNER = `/*! Vårdlots, the chat: Apache-2.0. With Lit (BSD-3-Clause, Google LLC) and socket.io-client
(MIT, Guillermo Rauch and contributors). The licences: LICENSES.md, beside this file's source. */`;

export default defineConfig({
  build: {
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "vardlots-chat.js" },
    target: "es2022",
    minify: true,
    reportCompressedSize: false,
    license: { fileName: "LICENSES.md" },
    rolldownOptions: { output: { banner: BANNER, minify: true } },
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], restoreMocks: true },
});
