import { useEffect, useState } from "react";

/** The value once it has stood still: for what is asked of the server while somebody types. */
export function useDebounced<Value>(value: Value, waitMs = 200): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
