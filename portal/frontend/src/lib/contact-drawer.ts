import type { components } from "@/lib/api/schema";
import { createStore } from "./store";
import { forgetDraft, keepDraft, keptDraft } from "./use-draft";

export type SavedContact = components["schemas"]["ContactDetail"];

export interface ContactDrawerRequest {
  /** Edit this one; without it, a new one. */
  contactId?: string;
  /** What the caller already knows of a new one. */
  prefill?: { phone_number?: string; name?: string };
  /** After the server took it; the drawer has closed and the lists are being refreshed. */
  onSaved?: (contact: SavedContact) => void;
}

const KEY = "contact-drawer";

interface Kept {
  address: string;
  request: ContactDrawerRequest;
}

/** What a reload has closed, if it was on this page. */
function keptRequest(): ContactDrawerRequest | null {
  const kept = keptDraft<Kept>(KEY);
  return kept?.address === window.location.pathname ? kept.request : null;
}

/** What the drawer at the right is open for, or null. */
export const contactDrawer = createStore<ContactDrawerRequest | null>(keptRequest());

/** From any page. The shell loads the drawer when it is first asked for. */
export function openContactDrawer(request: ContactDrawerRequest = {}): void {
  const { contactId, prefill } = request;
  const address = window.location.pathname;
  keepDraft<Kept>(KEY, { address, request: { contactId, prefill } });
  contactDrawer.set(request);
}

export function closeContactDrawer(): void {
  forgetDraft(KEY);
  contactDrawer.set(null);
}
