import { type ComponentType, lazy, useState } from "react";
import { createBrowserRouter } from "react-router";
import { Start } from "./start";

type PageModule = { default: ComponentType };

/** A page that is loaded when it is first opened; `handle` loads it ahead. */
function page(load: () => Promise<PageModule>) {
  let Loaded: ComponentType | undefined;
  const Loading = lazy(load);
  return {
    Component: function PageHere() {
      // For as long as it is open: another component would begin from nothing.
      const [Page] = useState(() => Loaded ?? Loading);
      return <Page />;
    },
    handle: {
      load: async () => {
        Loaded = (await load()).default;
      },
    },
  };
}

/** Each page once. Who may open it: the navigation's entry of the same address (entries.ts). */
export const router = createBrowserRouter(
  [
    {
      path: "/",
      Component: Start,
      children: [
        { index: true, ...page(() => import("@/features/overview/components/overview-page")) },
        { path: "calls", ...page(() => import("@/features/calls/components/calls-page")) },
        { path: "calls/:callId", ...page(() => import("@/features/call/components/call-page")) },
        { path: "contacts", ...page(() => import("@/features/contacts/components/contacts-page")) },
        {
          path: "contacts/:contactId",
          ...page(() => import("@/features/contact/components/contact-page")),
        },
        { path: "review", ...page(() => import("@/features/review/components/review-page")) },
        { path: "reports", ...page(() => import("@/features/reports/components/reports-page")) },
        { path: "account", ...page(() => import("@/features/account/components/account-page")) },
        { path: "*", ...page(() => import("./pages/not-found-page")) },
      ],
    },
  ],
  { basename: "/portal" },
);

/** The script of the page at the address. */
export async function loadFirstPage(): Promise<void> {
  const handle: unknown = router.state.matches.at(-1)?.route.handle;
  await (handle as ReturnType<typeof page>["handle"] | undefined)?.load();
}
