/** Where one came from: the way back leads to the same filters and the same row. */
interface LastList {
  address: string;
  openedId: string | undefined;
}

let last: LastList = { address: "/contacts", openedId: undefined };

export function lastList(): LastList {
  return last;
}

export function rememberList(search: string, openedId: string): void {
  last = { address: `/contacts${search}`, openedId };
}
