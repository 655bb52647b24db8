import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { viewsKey } from "./list-views";

export async function deleteView(id: string): Promise<void> {
  await api.DELETE("/v1/views/{view_id}", { params: { path: { view_id: id } } });
}

export function useDeleteView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: deleteView,
    onSuccess: () => client.invalidateQueries({ queryKey: viewsKey }),
  });
}
