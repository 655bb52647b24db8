import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import { type View, viewsQuery } from "./list-views";

export async function orderViews(views: readonly View[]): Promise<View[]> {
  const ids = views.map(({ id }) => id);
  return (await answer(api.PUT("/v1/views/order", { body: { ids } }))).results;
}

/** Shows the new order at once; on failure the old one returns. */
export function useOrderViews() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: orderViews,
    onMutate: (views) => client.setQueryData(viewsQuery.queryKey, [...views]),
    onSettled: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
  });
}

/** The views with one moved by `step` places. */
export function moved(views: readonly View[], id: string, step: 1 | -1): View[] {
  const from = views.findIndex((view) => view.id === id);
  const to = from + step;
  const [view] = views.slice(from, from + 1);
  if (!view || to < 0 || to >= views.length) return [...views];
  return views.toSpliced(from, 1).toSpliced(to, 0, view);
}
