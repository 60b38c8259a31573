/**
 * From which version of which template of the sending organisation a version of an agreement was drafted, and for which
 * competences it says something else. Null where it was written by itself.
 */
export type FromTemplate = { id: string; version: number; changed: string[] }
