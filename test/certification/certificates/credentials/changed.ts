/**
 * A copy of the document with one member, found by its path, set to another value, or removed where none is
 * given.
 */
export function changed<T extends object>(document: T, path: (string | number)[], value?: unknown): T {
  const copy = structuredClone(document)
  const holder = path.slice(0, -1).reduce<object>((object, key) => Reflect.get(object, key), copy)
  if (value === undefined) Reflect.deleteProperty(holder, path.at(-1)!)
  else Reflect.set(holder, path.at(-1)!, value)
  return copy
}
