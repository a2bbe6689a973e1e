import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// `npm run dev` serves the pages with hot reload and asks a running `stackspend serve` for everything else.
const server = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/stackspend/web/static",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // A font or an image as a data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
  },
  server: { proxy: { "/api": server, "^/sign-in/.+": server } },
});
