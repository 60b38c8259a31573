import type { Sentence } from '../../platform/words/sentence.ts'
import { say } from './words.ts'

/** Levels by competence; where the framework has no levels, 1 stands for reached. */
export type Profile = ReadonlyMap<string, number>

/** What a wheel shows of somebody: one profile as filled spokes, and over it another as outlines. */
export type Profiles = {
  filled: Profile | null
  outlined: { as: 'planned' | 'before'; profile: Profile } | null
}

type Coded = { code: string; title: Sentence }

/** All that a wheel shows, for whoever draws it and for whoever tells it in words. */
export type Depicted = {
  areas: readonly (Coded & { competences: readonly Coded[] })[]
  levels: readonly (Coded & { level: number })[]
  profiles: Profiles
}

/** What goes by the names of the two profiles. */
const over = { planned: 'of-reached', before: 'of-after' } as const
const filledKeys = { planned: 'key-reached', before: 'key-after' } as const

/** The whole wheel in words: its areas and competences, or who stands where. */
export function tellWheel(shown: Depicted): Sentence {
  const { filled, outlined } = shown.profiles
  if (!filled && !outlined) {
    return (language) => {
      const areas = shown.areas.map(({ code, title, competences }) => {
        const inside = competences.map((competence) => `${competence.code} ${competence.title(language)}`)
        return `${code} ${title(language)} (${inside.join('; ')})`
      })
      return `${say('areas')(language)}: ${areas.join('. ')}.`
    }
  }
  return (language) => {
    const told = shown.areas
      .flatMap(({ competences }) => competences)
      .flatMap(({ code, title }) => {
        const standing = tellStanding(shown, code)
        return standing ? [`${code} ${title(language)}: ${standing(language)}`] : []
      })
    return `${headOf(shown)(language)}: ${told.join('; ') || say('nothing-shown')(language)}.`
  }
}

function headOf({ levels, profiles: { filled, outlined } }: Depicted): Sentence {
  if (!outlined) return say(levels.length > 0 ? 'profile' : 'profile-without-levels')
  return say(`${filled ? 'over' : 'only'}-${outlined.as}`)
}

/** Where somebody stands in a competence by each profile; null where neither has it. */
export const tellStanding = (shown: Depicted, code: string): Sentence | null =>
  standingOf(shown, code, levelIn)

/** The same beside the wheel, where it is told how many levels there are: by their codes, or their names where codes are words. */
export function noteStanding(shown: Depicted, code: string): Sentence | null {
  const { levels, profiles } = shown
  if (levels.length === 0 || profiles.outlined) return standingOf(shown, code, codeIn)
  const told = standingOf(shown, code, codeIn)
  return told && ((language) => say('of-reached', { standing: told(language) })(language))
}

type Wording = (shown: Depicted, level: number) => Sentence

function standingOf(shown: Depicted, code: string, wordingOf: Wording): Sentence | null {
  const { filled, outlined } = shown.profiles
  const [is, was] = [filled?.get(code) ?? 0, outlined?.profile.get(code) ?? 0]
  if (is === 0 && was === 0) return null
  if (!outlined) return shown.levels.length > 0 ? wordingOf(shown, is) : say('reached')
  const first = say(`of-${outlined.as}`, { standing: wordingOf(shown, was) })
  if (!filled) return first
  const second = say(over[outlined.as], { standing: wordingOf(shown, is) })
  return (language) => `${first(language)}, ${second(language)}`
}

const levelIn: Wording = (shown, level) => {
  const found = shown.levels.find((known) => known.level === level)
  if (!found) return codeIn(shown, level)
  const standing = say('standing', { level, highest: shown.levels.length })
  return found.code === String(level)
    ? standing
    : (language) => `${found.title(language)}, ${standing(language)}`
}

const codeIn: Wording = ({ levels }, level) => {
  if (levels.length === 0) return say(level > 0 ? 'yes' : 'no')
  const found = levels.find((known) => known.level === level)
  if (!found) return say('nothing')
  return found.code.length > 4 ? found.title : () => found.code
}

/** What is to be said beside the wheel of how it shows its profiles. */
export function keyOf({ levels, profiles: { filled, outlined } }: Depicted) {
  return {
    outlined: outlined && say(`key-${outlined.as}`),
    filled: filled && say(outlined ? filledKeys[outlined.as] : 'key-reached'),
    levels: levels.length > 1 && (filled || outlined) ? say('key-levels', { highest: levels.length }) : null,
  }
}
