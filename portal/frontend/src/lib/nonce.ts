import { setNonce } from "get-nonce";

let nonce = "";

/** The page's nonce, without which the content policy lets no script add a style sheet. */
export function takeNonce(): string {
  nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
  setNonce(nonce);
  return nonce;
}

/** For libraries that add style sheets: wavesurfer's `cspNonce`. */
export function styleNonce(): string {
  return nonce;
}
