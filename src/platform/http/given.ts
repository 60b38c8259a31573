type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The properties that were given: what a request leaves out stays as it is. */
export function given<T extends object>(changes: T): Given<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Given<T>
}
