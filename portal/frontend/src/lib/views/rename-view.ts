import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import { type SavedView, viewsKey } from "./list-views";

export interface ViewName {
  id: string;
  name: string;
}

export async function renameView({ id, name }: ViewName): Promise<SavedView> {
  const params = { path: { view_id: id } };
  return answer(api.PATCH("/v1/views/{view_id}", { params, body: { name } }));
}

export function useRenameView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: renameView,
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  });
}
