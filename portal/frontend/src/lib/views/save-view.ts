import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import { type SavedView, type ViewPage, viewsKey } from "./list-views";

export interface NewView {
  name: string;
  page: ViewPage;
  query: string;
}

export async function saveView(body: NewView): Promise<SavedView> {
  return answer(api.POST("/v1/views", { body }));
}

export function useSaveView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: saveView,
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  });
}
