import { type ComponentType, lazy } from "react";
import { createBrowserRouter } from "react-router";
import { Start } from "./start";

type PageModule = { default: ComponentType };

/** A page that is loaded when it is first opened. */
const page = (load: () => Promise<PageModule>) => lazy(load);

/** Each page once. Who may open it: the navigation's entry of the same address (entries.ts). */
export const router = createBrowserRouter(
  [
    {
      path: "/",
      Component: Start,
      children: [
        { index: true, Component: page(() => import("@/features/overview/components/overview-page")) },
        { path: "calls", Component: page(() => import("@/features/calls/components/calls-page")) },
        { path: "calls/:callId", Component: page(() => import("@/features/call/components/call-page")) },
        {
          path: "contacts",
          Component: page(() => import("@/features/contacts/components/contacts-page")),
        },
        {
          path: "contacts/:contactId",
          Component: page(() => import("@/features/contact/components/contact-page")),
        },
        { path: "review", Component: page(() => import("@/features/review/components/review-page")) },
        { path: "reports", Component: page(() => import("@/features/reports/components/reports-page")) },
        { path: "account", Component: page(() => import("@/features/account/components/account-page")) },
        { path: "*", Component: page(() => import("./pages/not-found-page")) },
      ],
    },
  ],
  { basename: "/portal" },
);
