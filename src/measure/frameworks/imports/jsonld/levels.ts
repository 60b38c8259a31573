import type { JsonldFormat } from './format.ts'
import type { Node, Nodes } from './nodes.ts'

/** A level with the nodes that are its steps. */
export type SteppedLevel = {
  number: number
  title: string
  titles: ReadonlyMap<string, string>
  ids: string[]
  steps: { step: number; languageLevel?: string }[]
}

type Reading = {
  nodes: Nodes
  shape: JsonldFormat['nodes']['levels']
  original: string
  faults: string[]
  keep(node: Node, property: string, section: string, id: string, field?: string): void
}

export const slug = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')

/** The levels in their order, with their texts kept; nodes of one name are steps of one level, which all say the same of it. */
export function levelsIn(reading: Reading): SteppedLevel[] {
  const { nodes, shape, original, faults } = reading
  const order = (node: Node) => Number(nodes.plainOf(node, shape.order))
  const ordered = nodes.ofType(shape.type).sort((a, b) => order(a) - order(b))
  const levels: SteppedLevel[] = []
  for (const node of ordered) {
    if (!Number.isFinite(order(node))) faults.push(`${node.place}/${shape.order}: is no number`)
    const titles = nodes.textsOf(node, shape.name)
    const title = titles.get(original)
    if (title === undefined) {
      faults.push(`${node.place}/${shape.name}: is missing or no text`)
      continue
    }
    const known = levels.find((level) => level.title === title)
    const level = known ?? { number: levels.length + 1, title, titles, ids: [], steps: [] }
    if (!known) levels.push(level)
    level.ids.push(node['@id'])
    level.steps.push(stepOf(reading, node, order(node)))
    keepLevel(reading, node, level, known ? firstOf(ordered, level) : null)
    if (shape.step) keepStep(reading, node, level, order(node))
  }
  return levels
}

const firstOf = (ordered: readonly Node[], { ids }: SteppedLevel) =>
  ordered.find((node) => node['@id'] === ids[0])!

function stepOf({ nodes, shape }: Reading, node: Node, step: number): SteppedLevel['steps'][number] {
  const languageLevel = shape.languageLevel && nodes.plainOf(node, shape.languageLevel)
  return { step, ...(languageLevel && { languageLevel }) }
}

const fields = ['name', 'description', 'purpose'] as const

/** What a level says of itself is kept from its first step; a later one that says something else is told. */
function keepLevel(
  { nodes, shape, keep }: Reading,
  node: Node,
  level: SteppedLevel,
  first: Node | null,
): void {
  for (const field of fields) {
    const property = shape[field]
    if (property === undefined) continue
    if (first === null) {
      keep(node, property, 'levels', String(level.number), field === 'name' ? 'title' : field)
      continue
    }
    const before = nodes.textsOf(first, property)
    for (const [language, text] of nodes.textsOf(node, property))
      if (before.get(language) !== text)
        nodes.note(node, property, `says otherwise in ${language} than ${first['@id']}, which counts`)
  }
}

/** The text of a step goes by its number within its level. */
function keepStep({ nodes, shape, keep }: Reading, node: Node, level: SteppedLevel, step: number): void {
  keep(node, shape.step!, 'levels', String(level.number), `steps/${step}`)
  if (node['@id'] !== `${shape.type}/${level.title}_${step}`)
    nodes.note(node, '@id', 'is no name of a level with its step, and is not kept')
}
