import { MantineProvider, localStorageColorSchemeManager } from "@mantine/core";
import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "react-router";
import { THEME_KEY, cssVariablesResolver, theme } from "@/lib/theme";
import { router } from "./router";

const colorScheme = localStorageColorSchemeManager({ key: THEME_KEY });

interface AppProps {
  nonce: string;
  queryClient: QueryClient;
}

export function App({ nonce, queryClient }: AppProps) {
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
