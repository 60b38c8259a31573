import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import { competencesOf, type Framework } from '../frameworks/framework.ts'
import type { Profile, Profiles } from './profiles.ts'
import { say } from './words.ts'

/** What is written for a competence of a framework without levels. */
const REACHED = 'reached'

type Written = { levels?: string | undefined; planned?: string | undefined; before?: string | undefined }

/** Reads profiles such as `1.1:5,2.3:4`; refuses what the framework does not have, naming what it has. */
export function readProfiles(framework: Framework, written: Written): Profiles {
  const faults: Fault[] = []
  const read = (name: keyof Written): Profile | null => {
    const text = written[name]
    const refuse = (detail: Sentence) => faults.push({ in: 'query', pointer: `/${name}`, detail })
    return text === undefined ? null : readProfile(framework, text, refuse)
  }
  const [filled, planned, before] = [read('levels'), read('planned'), read('before')]
  if (planned && before) faults.push({ in: 'query', pointer: '/before', detail: say('one-outline') })
  if (faults.length > 0) throw new Refusal('bad-input', say('no-such-level'), faults)
  const outlined = planned
    ? { as: 'planned' as const, profile: planned }
    : before && { as: 'before' as const, profile: before }
  return { filled, outlined }
}

function readProfile(framework: Framework, text: string, refuse: (detail: Sentence) => void): Profile {
  const profile = new Map<string, number>()
  const codes = competencesOf(framework).map(({ code }) => code)
  for (const [code, written] of entriesIn(text, codes)) {
    const level = levelOf(framework, written)
    if (!codes.includes(code)) refuse(say('unknown-competence', { code, known: codes.join(', ') }))
    else if (level === null)
      refuse(say('unknown-level', { written, code, known: levelNames(framework).join(', ') }))
    else if (profile.has(code)) refuse(say('is-there-twice', { code }))
    else profile.set(code, level)
  }
  return profile
}

/** What is written for each competence. A code may have a comma or a colon in it, so codes that are known are read whole. */
function entriesIn(text: string, codes: readonly string[]): [code: string, written: string][] {
  const longestFirst = [...codes].sort((a, b) => b.length - a.length)
  const entries: [string, string][] = []
  let rest = text
  do {
    rest = rest.trimStart()
    const code = longestFirst.find((known) => rest.startsWith(`${known}:`)) ?? /^[^:,]*/.exec(rest)![0]
    const written = /^:?([^,]*)(?:,|$)/.exec(rest.slice(code.length))!
    entries.push([code.trim(), written[1]!.trim()])
    rest = rest.slice(code.length + written[0].length)
  } while (rest !== '')
  return entries
}

/** The words a level may be written in: its number or its code; `reached` where the framework has no levels. */
function levelNames(framework: Framework): string[] {
  if (framework.levels.length === 0) return [REACHED]
  return [...new Set(framework.levels.flatMap(({ level, code }) => [String(level), code]))]
}

function levelOf(framework: Framework, written: string): number | null {
  if (framework.levels.length === 0) return written === REACHED ? 1 : null
  return (
    framework.levels.find(({ level, code }) => written === String(level) || written === code)?.level ?? null
  )
}
