// First: it says in which order the layers count.
import "./global.css";
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "../../../static/portal/tokens.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { takeNonce } from "@/lib/nonce";

const root = document.getElementById("root");
if (root) {
  const nonce = takeNonce();
  createRoot(root).render(
    <StrictMode>
      <App nonce={nonce} />
    </StrictMode>,
  );
}
