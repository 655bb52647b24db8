import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export type AddressState<Name extends string> = Readonly<Partial<Record<Name, string>>>;

/** What stands behind the question mark, in the order of `names` whatever the address's. */
export function addressQuery<Name extends string>(
  names: readonly Name[],
  state: AddressState<Name>,
): string {
  const query = new URLSearchParams();
  for (const name of names) {
    const value = state[name];
    if (value) query.set(name, value);
  }
  return query.toString();
}

/** Filters that live in the address, so that a view can be sent to a colleague.
 *
 * `names` must be a constant. Setting a filter to undefined or "" takes it out. What else stands in
 * the address stays.
 */
export function useAddressState<Name extends string>(
  names: readonly Name[],
): readonly [AddressState<Name>, (changes: AddressState<Name>) => void] {
  const [parameters, setParameters] = useSearchParams();

  const state = useMemo(() => {
    const found: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const value = parameters.get(name);
      if (value) found[name] = value;
    }
    return found;
  }, [names, parameters]);

  const change = useCallback(
    (changes: AddressState<Name>) =>
      setParameters(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of names) {
            if (!(name in changes)) continue;
            const value = changes[name];
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        // Each letter of a search would be a step for the back button.
        { replace: true, preventScrollReset: true },
      ),
    [names, setParameters],
  );

  return [state, change];
}
