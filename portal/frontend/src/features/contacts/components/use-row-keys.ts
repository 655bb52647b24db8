import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";

const ROW = '[role="row"][data-key]';

function focusedRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>(ROW) ?? null;
}

/** In the list itself arrows are the list's; from elsewhere they lead to it. */
function enterList(): void {
  document.querySelector<HTMLElement>(`${ROW}[tabindex="0"]`)?.focus();
}

function changeStatus(): void {
  focusedRow()?.querySelector<HTMLElement>('[aria-haspopup="menu"]')?.click();
}

function edit(): void {
  const contactId = focusedRow()?.dataset.key;
  if (contactId) openContactDrawer({ contactId });
}

/** Keys that act on the contact whose row has focus. */
export function useRowKeys(): void {
  const mayChange = useMay("contacts.change_contact");
  const changing = [
    { keys: "s", does: t("contacts.keyStatus"), group: "page", run: changeStatus },
    { keys: "e", does: t("contacts.keyEdit"), group: "page", run: edit },
  ] as const;
  useKeys([
    { keys: "arrowdown", does: t("contacts.keyMove"), group: "page", run: enterList },
    ...(mayChange ? changing : []),
  ]);
}
