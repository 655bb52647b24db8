/** In whose zone times are shown and in whose country numbers are national. Set from /v1/me. */
export interface Viewer {
  timeZone: string;
  region: string | null;
}

let viewer: Viewer = { timeZone: "UTC", region: null };

export function currentViewer(): Viewer {
  return viewer;
}

export function setViewer(next: Viewer): void {
  viewer = next;
}
