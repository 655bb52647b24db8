// First: it says in which order the layers count.
import "./global.css";
import "@fontsource-variable/inter/wght.css";
import "./mantine.css";
import "../../../static/portal/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeMe } from "@/lib/api/me";
import { makeQueryClient } from "@/lib/api/query-client";
import { takeNonce } from "@/lib/nonce";
import { App } from "./app";
import { loadFirstPage } from "./router";

const LONGEST_WAIT_MS = 500;

/** The page's script has come, or not in time.
 *
 * It is on its way since the HTML. React draws without it, too, but would then go on showing that it
 * loads for 300 ms.
 */
function untilReady(): Promise<unknown> {
  const late = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  // What failed shows in its place on the page.
  return Promise.race([loadFirstPage().catch(() => undefined), late]);
}

const queryClient = makeQueryClient();
takeMe(queryClient);
const root = document.getElementById("root");
if (root) {
  const nonce = takeNonce();
  // No `await` out here: the page's script imports this one, and would wait for its end.
  void untilReady().then(() =>
    createRoot(root).render(
      <StrictMode>
        <App nonce={nonce} queryClient={queryClient} />
      </StrictMode>,
    ),
  );
}
