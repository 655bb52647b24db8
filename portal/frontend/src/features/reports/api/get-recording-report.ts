import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type DeviceRecordings = components["schemas"]["DeviceRecordings"];

export const recordingReportQuery = queryOptions({
  queryKey: ["reports", "recordings"],
  queryFn: ({ signal }) => answer(api.GET("/v1/reports/recordings", { signal })),
});
