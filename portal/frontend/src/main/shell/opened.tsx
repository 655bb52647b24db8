import { lazy } from "react";
import { Outlet, useLocation } from "react-router";
import { useMe } from "@/lib/api/me";
import { ENTRIES, entriesFor } from "./entries";
import { NoRolePage } from "./no-role-page";

const NoPermissionPage = lazy(() => import("../pages/no-permission-page"));

/** The page at this address, for who may open it. The server holds to it; this says it kindly. */
export function Opened() {
  const me = useMe();
  const { pathname } = useLocation();
  const place = `/${pathname.split("/")[1] ?? ""}`;
  const entry = ENTRIES.find((candidate) => candidate.to === place);
  if (entriesFor(me).length === 0 && place !== "/account") return <NoRolePage />;
  if (entry && !entry.isOpenTo(me)) return <NoPermissionPage />;
  return <Outlet />;
}
