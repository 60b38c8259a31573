import type { Person } from '../store.ts'

/** Whether two records are of one organisation: one that is hosted is somebody else's. */
export const areOfOne = (kept: Person, merged: Person): boolean =>
  kept.organisationId === merged.organisationId
