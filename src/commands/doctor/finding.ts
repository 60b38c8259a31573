/** What was found of one thing, and, where it is not well, what to do. */
export type Finding = { state: 'well' | 'warning' | 'fault'; what: string; says: string; todo?: string }

export const well = (what: string, says: string): Finding => ({ state: 'well', what, says })
export const warning = (what: string, says: string, todo: string): Finding => ({
  state: 'warning',
  what,
  says,
  todo,
})
export const fault = (what: string, says: string, todo: string): Finding => ({
  state: 'fault',
  what,
  says,
  todo,
})

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
