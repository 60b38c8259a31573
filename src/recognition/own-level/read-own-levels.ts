import { type Context, read } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { demandsOf } from '../../measure/frameworks/rubric/demands.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import type { Link } from '../../platform/auth/links.ts'
import type { Language } from '../../platform/words/language.ts'
import { followedVersion, type LoadedCase } from '../case.ts'
import { selfFinding } from '../identification/self-assessment.ts'
import { loadCase } from '../load-case.ts'
import { ownLevelActions } from './actions.ts'

/** A level as it is chosen: by its name and by what somebody can do at it. */
type Step = { level: number; name: string; lead: string | null; statements: string[] }

/** An outcome with where the learner sees themselves. */
type Seen = {
  competence: string
  title: string
  level: number | null
  levelName: string | null
  answered: boolean
}

/** Where a learner sees themselves in all that is to be judged. */
export type OwnLevels = { recognitionId: string; takes: boolean; outcomes: Seen[] }

/** One of the outcomes with every level that there is, and the one after it that nothing was said of yet. */
export type OwnLevel = Seen & { recognitionId: string; takes: boolean; levels: Step[] }

export const readOwnLevels = (ctx: Context, { subjectId }: Link, language: Language): Promise<OwnLevels> =>
  read(ctx, async (tx) => {
    const loaded = await loadCase(tx, subjectId, ctx.now())
    return {
      recognitionId: loaded.recognition.id,
      takes: takesNow(loaded),
      outcomes: seenIn(loaded, frameworkOf(ctx, loaded), language),
    }
  })

export const readOwnLevel = (
  ctx: Context,
  { subjectId }: Link,
  competence: string,
  language: Language,
): Promise<OwnLevel> =>
  read(ctx, async (tx) => {
    const loaded = await loadCase(tx, subjectId, ctx.now())
    const framework = frameworkOf(ctx, loaded)
    const seen = seenIn(loaded, framework, language).find((outcome) => outcome.competence === competence)
    if (!seen) throw notFound('outcome')
    const levels = framework ? stepsOf(framework, competence, language) : []
    return { ...seen, recognitionId: loaded.recognition.id, takes: takesNow(loaded), levels }
  })

const takesNow = ({ recognition: { stage } }: LoadedCase): boolean =>
  (ownLevelActions.declareOwnLevel.from as readonly string[]).includes(stage)

const frameworkOf = ({ frameworks }: Context, loaded: LoadedCase): Framework | undefined =>
  agreedFramework(frameworks, followedVersion(loaded).version.content.framework)

function seenIn({ outcomes }: LoadedCase, framework: Framework | undefined, language: Language): Seen[] {
  const texts = framework && textsIn(framework, language).competences
  return outcomes
    .filter(({ status }) => status !== 'dropped')
    .map(({ competence, selfLevel, selfFound }) => ({
      competence,
      title: texts?.[competence]?.title ?? competence,
      level: selfLevel,
      levelName: selfLevel === null ? null : nameOfLevel(framework, selfLevel, language),
      answered: selfFinding({ selfLevel, selfFound }) !== 'not-looked-for',
    }))
}

function stepsOf(framework: Framework, competence: string, language: Language): Step[] {
  const texts = textsIn(framework, language)
  const demands = demandsOf(framework, competence)
  return framework.levels.map(({ level }) => ({
    level,
    name: nameOfLevel(framework, level, language),
    lead: texts.levels[level]?.lead ?? null,
    statements: demands.filter((demand) => demand.level === level).map(({ words }) => words(texts)),
  }))
}
