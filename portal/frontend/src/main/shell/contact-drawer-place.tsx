import { Suspense, lazy } from "react";
import { contactDrawer } from "@/lib/contact-drawer";
import { useStore } from "@/lib/store";

const ContactDrawer = lazy(() => import("@/features/contact-form/components/contact-drawer"));

/** The contact's form, loaded when a page first opens it. */
export function ContactDrawerPlace() {
  const isOpen = useStore(contactDrawer) !== null;
  if (!isOpen) return null;
  return (
    <Suspense>
      <ContactDrawer />
    </Suspense>
  );
}
