import { QueryClient } from "@tanstack/react-query";
import { expect, it, vi } from "vitest";
import { afterContent, counted, noteShown } from "./after-content";

it("what nobody came for is asked once the page stands and has its answers", async () => {
  let answerRows: (rows: string) => void = () => undefined;
  const ask = vi.fn(() => Promise.resolve(7));
  const client = new QueryClient();

  const rows = counted(() => new Promise<string>((resolve) => (answerRows = resolve)));
  const count = client.fetchQuery({ queryKey: ["count"], queryFn: afterContent(ask) });
  noteShown();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ask).not.toHaveBeenCalled();

  answerRows("rows");
  await rows;

  expect(await count).toBe(7);
});
