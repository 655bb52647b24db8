import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type TeamReport = components["schemas"]["TeamReport"];
export type ReportRow = components["schemas"]["ReportRow"];
export type ReportFigures = components["schemas"]["ReportFigures"];

export interface ReportFilter {
  from?: string | undefined;
  to?: string | undefined;
  team?: string | undefined;
  agent?: string | undefined;
}

export const teamReportQuery = (query: ReportFilter) =>
  queryOptions({
    queryKey: ["reports", "team", query],
    queryFn: async ({ signal }) => {
      const given = await answer(api.GET("/v1/reports/team", { params: { query }, signal }));
      // CSV, which it may also be, was not asked for.
      return given as TeamReport;
    },
    placeholderData: keepPreviousData,
  });

/** The same as CSV, for a plain link. */
export function csvAddress(filter: ReportFilter): string {
  const query = new URLSearchParams({ format: "csv" });
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `/v1/reports/team?${query}`;
}
