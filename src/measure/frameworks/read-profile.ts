import { type Fault, Refusal } from '../../errors.ts'
import type { Sentence } from '../../platform/words/sentence.ts'
import type { Profile } from './draw-wheel.ts'
import { competenceOf, competencesOf, type Framework } from './framework.ts'
import { say } from './words.ts'

/** What is written for a competence of a framework without levels. */
const REACHED = 'reached'

/** Reads `1.1:5,2.3:4`; refuses what the framework does not have, naming what it has. */
export function readProfile(framework: Framework, text: string): Profile {
  const profile = new Map<string, number>()
  const faults: Fault[] = []
  const refuse = (detail: Sentence) => faults.push({ in: 'query', pointer: '/levels', detail })
  for (const part of text.split(',')) {
    const [code = '', written = ''] = part.trim().split(':')
    const level = levelOf(framework, written)
    if (!competenceOf(framework, code)) {
      const codes = competencesOf(framework).map((competence) => competence.code)
      refuse(say('unknown-competence', { code, known: codes.join(', ') }))
    } else if (level === null)
      refuse(say('unknown-level', { written, code, known: levelNames(framework).join(', ') }))
    else if (profile.has(code)) refuse(say('is-there-twice', { code }))
    else profile.set(code, level)
  }
  if (faults.length > 0) throw new Refusal('bad-input', say('no-such-level'), faults)
  return profile
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
