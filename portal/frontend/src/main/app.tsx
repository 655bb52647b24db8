import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { makeQueryClient } from "@/lib/api/query-client";
import { THEME_KEY, cssVariablesResolver, theme } from "@/lib/theme";
import { router } from "./router";

const colorScheme = localStorageColorSchemeManager({ key: THEME_KEY });
const queryClient = makeQueryClient();

export function App({ nonce }: { nonce: string }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
