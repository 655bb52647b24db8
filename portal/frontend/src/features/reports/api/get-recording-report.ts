import { queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type DeviceRecordings = components["schemas"]["DeviceRecordings"];

export const recordingReportQuery = queryOptions({
  queryKey: ["reports", "recordings"],
  queryFn: afterContent(({ signal }) => answer(api.GET("/v1/reports/recordings", { signal }))),
});
