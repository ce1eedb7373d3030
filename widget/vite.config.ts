import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Say how one file is built of one module, with the licences of what is in it beside it. */
export function bundle(
  entry: string,
  fileName: string,
  licences: string,
  banner: string,
): NonNullable<ViteUserConfig["build"]> {
  return {
    lib: { entry, formats: ["es"], fileName: () => fileName },
    target: "es2022",
    minify: true,
    reportCompressedSize: false,
    license: { fileName: licences },
    rolldownOptions: { output: { banner, minify: true } },
  };
}

/** Licences ask for it: who wrote what is in the file. */
const BANNER = `/*! Vårdlots, the chat: Apache-2.0. With Lit (BSD-3-Clause, Google LLC) and socket.io-client
(MIT, Guillermo Rauch and contributors). The licences: LICENSES.md, beside this file's source. */`;

export default defineConfig({
  build: bundle("src/index.ts", "vardlots-chat.js", "LICENSES.md", BANNER),
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], restoreMocks: true },
});
