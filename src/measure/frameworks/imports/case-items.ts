/** What an item of a CASE package is in a framework, by its CFItemType. */
export const itemTypes = {
  area: 'Area',
  competence: 'Competence',
  facet: 'Facet',
  level: 'Level',
  statement: 'Statement',
  part: 'Part of a statement',
  example: 'Example',
  useCase: 'Use case',
  learningOutcome: 'Learning outcome',
  term: 'Term',
} as const
export type ItemKind = keyof typeof itemTypes
export const itemKinds = Object.keys(itemTypes) as ItemKind[]

/** What CASE has no property for stands in `notes`, a line for each: `name: value`, the value as JSON. */
export function writeNotes(values: Record<string, unknown>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join('\n')
}

/** Reads what `writeNotes` wrote; lines that somebody else wrote are passed over. */
export function readNotes(notes: string | null | undefined): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const line of (notes ?? '').split('\n')) {
    const [, name, json] = /^([A-Za-z]+): (.+)$/.exec(line) ?? []
    if (!name || !json) continue
    try {
      values[name] = JSON.parse(json)
    } catch {}
  }
  return values
}
