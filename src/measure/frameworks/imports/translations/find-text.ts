import { type Framework, levelOfStep } from '../../framework.ts'

/** A text as far as it matters which one it is: spaces and kinds of quotation marks do not. */
export const normalised = (text: string): string =>
  text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, ' ').trim()

/** Letters and digits alone, as ids that are made of words keep them. */
const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const titledFields: Record<string, string> = {
  name: 'title',
  label: 'title',
  title: 'title',
  descriptor: 'descriptor',
  description: 'descriptor',
}
const termFields: Record<string, string> = {
  definition: 'explanation',
  description: 'explanation',
  explanation: 'explanation',
}
const levelFields: Record<string, string> = {
  name: 'title',
  label: 'title',
  title: 'title',
  description: 'description',
  purpose: 'purpose',
  applies_to: 'purpose',
}

/**
 * Finds the texts that a translator's row is about, as keys such as `areas/1/title`: by our own key, by an id as published
 * with words before it (`outcome.LO1.1.01`, `area.1.name`, `level.basic.title`, `glossary.algorithm.label`), or else by the
 * source text, which may stand in several places.
 */
export function textFinder(
  framework: Framework,
  texts: ReadonlyMap<string, string>,
): (name: string, source: string) => string[] {
  const bySource = new Map<string, string[]>()
  for (const [key, text] of texts)
    bySource.set(normalised(text), [...(bySource.get(normalised(text)) ?? []), key])
  const rules = [
    titledKey,
    (name: string) => termKey(framework, name),
    (name: string) => levelKey(framework, name),
  ]
  return (name, source) => {
    const candidates = [name, ...publishedKeys(name), ...rules.map((rule) => rule(name))]
    const key = candidates.find((candidate) => texts.has(candidate))
    return key === undefined ? (bySource.get(normalised(source)) ?? []) : [key]
  }
}

/** The end of a name may be the id of something that is worded in one text. */
function publishedKeys(name: string): string[] {
  const starts = [0, ...[...name.matchAll(/[./:]/g)].map(({ index }) => index + 1)]
  const ends = starts.map((start) => name.slice(start))
  const sections = ['statements', 'learningOutcomes', 'examples', 'facets', 'bands', 'roles', 'kinds', 'tags']
  return ends.flatMap((id) => sections.map((section) => `${section}/${id}`))
}

function titledKey(name: string): string {
  const [, section, code, field = ''] = /(?:^|[./:])(area|competence)s?[./:](.+)[./:](\w+)$/.exec(name) ?? []
  return `${section}s/${code}/${titledFields[field]}`
}

function termKey({ terms }: Framework, name: string): string {
  const [, kind, word = ''] = /(?:^|[./:])(term|explanation|glossary)s?[./:](.+)$/.exec(name) ?? []
  const [, before = word, field = ''] = /^(.+)\.(\w+)$/.exec(word) ?? []
  const called = (wanted: string) => terms.find((term) => letters(term) === letters(wanted))
  const whole = called(word)
  if (whole) return `terms/${whole}/${kind === 'explanation' ? kind : 'term'}`
  return `terms/${called(before)}/${termFields[field] ?? 'term'}`
}

/** A level goes by its code, its number, its place in a scheme (`4.0`, `8.eqf1`), or the number of one of its steps. */
function levelKey(framework: Framework, name: string): string {
  const [, which = '', field = ''] = /(?:^|[./:])levels?[./:](.+)[./:](\w+)$/.exec(name) ?? []
  const plainField = field.replace(/^(four|eight)_levels?_/, '')
  const step =
    /^8\.(?:eqf)?(\d)$/.exec(which)?.[1] ?? (isOfSteps(field) ? /^\d+$/.exec(which)?.[0] : undefined)
  if (step !== undefined) {
    const level = levelOfStep(framework, Number(step))
    const isDetail = field.startsWith('eight_') || which.startsWith('8.')
    return `levels/${level}/${isDetail ? `steps/${step}` : levelFields[plainField]}`
  }
  const place = /^4\.(\d)$/.exec(which)?.[1]
  const level = framework.levels.find(({ code, level: number }) =>
    place === undefined
      ? letters(code) === letters(which) || String(number) === which
      : number === Number(place) + 1,
  )
  return `levels/${level?.level}/${levelFields[plainField]}`
}

const isOfSteps = (field: string) => /^(four|eight)_levels?_|^applies_to$/.test(field)
