import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    lib: { entry: "src/index.ts", formats: ["es"], fileName: () => "vardlots-chat.js" },
    target: "es2022",
    minify: true,
    reportCompressedSize: false,
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], restoreMocks: true },
});
