import type { QueryFunctionContext } from "@tanstack/react-query";

const LATEST_MS = 3_000;

let isPageShown = false;
let underWay = 0;
let open: () => void = () => undefined;
const drawn = new Promise<void>((resolve) => {
  open = resolve;
});
setTimeout(open, LATEST_MS);

/** Safari has no such thing; there the next turn must do. */
function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(run);
  else setTimeout(run, 1);
}

function look(): void {
  if (isPageShown && underWay === 0) whenIdle(() => underWay === 0 && open());
}

/** The first page stands, and has asked for what it is about. */
export function noteShown(): void {
  if (isPageShown) return;
  isPageShown = true;
  look();
}

/** A request, from its start until it is answered. */
export async function counted<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  underWay += 1;
  try {
    return await request();
  } finally {
    underWay -= 1;
    look();
  }
}

/** A query for what nobody came for, such as counts: it leaves server and browser to the first page. */
export function afterContent<Data>(
  ask: (context: QueryFunctionContext) => Promise<Data>,
): (context: QueryFunctionContext) => Promise<Data> {
  return async (context) => {
    await drawn;
    return ask(context);
  };
}
