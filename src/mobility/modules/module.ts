import { isDeepStrictEqual } from 'node:util'
import type { modules } from '../../db/schema/mobility/modules.ts'
import type { Fault } from '../../errors.ts'
import { competenceOf, type FrameworkLibrary } from '../../measure/frameworks/framework.ts'
import { say } from './words.ts'

export type Module = typeof modules.$inferSelect

/** A module as a list has it. */
export type ListedModule = Pick<Module, 'code' | 'title' | 'outcomes' | 'hours' | 'framework' | 'competences'>

/** What keeps a list from being kept: a code that stands twice, or competences that no framework here has. */
export const moduleFaults = (list: readonly ListedModule[], frameworks: FrameworkLibrary): Fault[] =>
  list.flatMap((module, index) => {
    const at = (place: string, detail: Fault['detail']): Fault => ({
      in: 'body',
      pointer: `/modules/${index}${place}`,
      detail,
    })
    const isTwice = list.findIndex(({ code }) => code === module.code) < index
    return [
      ...(isTwice ? [at('/code', say('code-twice'))] : []),
      ...competenceFaults(module, frameworks).map(([place, detail]) => at(place, detail)),
    ]
  })

function competenceFaults(
  { framework: id, competences }: ListedModule,
  frameworks: FrameworkLibrary,
): [place: string, detail: Fault['detail']][] {
  const framework = frameworks.get(id)
  if (!framework)
    return [['/framework', say('no-such-framework', { known: [...frameworks.keys()].join(', ') })]]
  return competences.flatMap((code, index): [string, Fault['detail']][] => {
    const place = `/competences/${index}`
    if (!competenceOf(framework, code)) return [[place, say('no-such-competence', { framework: id })]]
    return competences.indexOf(code) < index ? [[place, say('competence-twice')]] : []
  })
}

/** What a list changes of those that are kept: by their codes, which ones are new, say something else, or are on it no more. */
export function differencesOf(list: readonly ListedModule[], kept: readonly Module[]) {
  const byCode = new Map(kept.map((module) => [module.code, module]))
  const added = list.filter(({ code }) => !byCode.has(code))
  const changed = list.filter((module) => {
    const before = byCode.get(module.code)
    return before !== undefined && (before.withdrawnAt !== null || !saysTheSame(module, before))
  })
  const listed = new Set(list.map(({ code }) => code))
  const withdrawn = kept.filter(({ code, withdrawnAt }) => withdrawnAt === null && !listed.has(code))
  return { added, changed, withdrawn }
}

const saysTheSame = (
  listed: ListedModule,
  { code, title, outcomes, hours, framework, competences }: Module,
) => isDeepStrictEqual(listed, { code, title, outcomes, hours, framework, competences })

/** How an agreement names a module: it goes on saying so when the module is changed. */
export const nameOfModule = ({ code, title: { lv, en } }: Pick<Module, 'code' | 'title'>): string =>
  `${code}: ${lv === en ? lv : `${lv} / ${en}`}`
