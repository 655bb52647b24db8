import { useEffect, useEffectEvent } from "react";
import { type KeyBinding, bind } from "./registry";

/** Keys of this component, while it is there. The list's keys and order must not change. */
export function useKeys(wanted: readonly KeyBinding[]): void {
  const run = useEffectEvent((index: number, event: KeyboardEvent) => wanted[index]?.run(event));
  const shape = JSON.stringify(wanted);

  useEffect(() => {
    // Functions fall out of JSON: each runs what the latest render gave.
    const described = JSON.parse(shape) as Omit<KeyBinding, "run">[];
    return bind(
      described.map((binding, index) => ({ ...binding, run: (event) => run(index, event) })),
    );
  }, [shape]);
}
