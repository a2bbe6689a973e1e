import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles.css";
import "./app/tokens.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "./app/query-client";
import { rememberPlace } from "./app/return-place";
import { createAppRouter } from "./app/router";
import { cssVariables, theme } from "./app/theme";

const queryClient = createQueryClient({
  onSignedOut: () => {
    const { pathname, href } = router.state.location;
    if (pathname.startsWith("/dashboard")) {
      rememberPlace(href, Date.now());
      void router.navigate({ to: "/sign-in" });
    }
  },
});
const router = createAppRouter(queryClient);

const container = document.getElementById("root");
if (container === null) {
  throw new Error("index.html has no element with the id root.");
}
createRoot(container).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
