import type { AgreedTask, Criterion } from '../../../db/schema/mobility/agreements.ts'
import { type Framework, textsIn } from '../../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../../measure/frameworks/level-name.ts'
import { indicatorsOf } from '../../../measure/frameworks/rubric/indicators.ts'
import { afterLead } from '../../../measure/frameworks/rubric/lead.ts'
import { evidenceWindowOf } from '../../../mobility/agreements/agreement.ts'
import { fullName } from '../../../parties/names/names.ts'
import type { Zone } from '../../../platform/time-zone.ts'
import type { Language } from '../../../platform/words/language.ts'
import { readIn } from '../../../platform/words/multilingual.ts'
import type { MarkingDraft } from '../../assessment/draft-store.ts'
import { acceptedEvidence, contradictionOf, countMet, levelOf, standings } from '../../assessment/level.ts'
import { type LoadedCase, versionOf } from '../../case.ts'
import { agreedContent } from '../../case-facts.ts'
import { agreedTasks } from '../../documentation/agreed-tasks.ts'
import { isCurrent, isReleased, isVouchedFor } from '../../documentation/evidence.ts'
import type { Evidence } from '../../documentation/store.ts'
import type { Outcome } from '../../outcome-store.ts'

/** One outcome as its assessor reads and marks it; nothing in it says what anybody else found. */
export type MarkingSheet = {
  recognitionId: string
  learner: string
  competence: string
  title: string
  /** Which of how many that are claimed. */
  number: number
  outcomes: number
  target: string | null
  methods: string[]
  tasks: { id: string; title: string; brief: string }[]
  criteria: SheetCriterion[]
  pieces: SheetPiece[]
  draft: Pick<MarkingDraft, 'judgements' | 'marks' | 'method' | 'contradiction'> | null
  keptAt: Date | null
  zone: Zone
  /** The level that follows from what is kept, once all is marked; null before. */
  found: { level: string | null } | null
  /** Of what is kept: a higher level is met and a lower one is not. */
  contradiction: { missed: number; met: number } | null
}

export type SheetCriterion = {
  id: string
  mandatory: boolean
  lead: string | null
  text: string
  /** What it can look like: help to see it, and no mark. */
  looksLike: string[]
  /** Ids of the agreed tasks that show it. */
  tasks: string[]
}

export type SheetPiece = Pick<
  Evidence,
  'id' | 'kind' | 'title' | 'producedOn' | 'url' | 'record' | 'mediaType' | 'size' | 'task' | 'facts'
> & {
  number: number
  isFile: boolean
  hasFrame: boolean
  /** Whether its day lies within the agreed dates, and both words on it were given: without either it cannot count. */
  isCurrent: boolean
  isVouchedFor: boolean
  /** The same file is evidence of another learner, too. */
  isElsewhere: boolean
}

/** Texts of a framework that help are read for a criterion up to this many, so that the page stays one. */
const MOST_EXAMPLES = 4

export function markingSheetOf(
  loaded: LoadedCase,
  outcome: Outcome,
  framework: Framework,
  kept: MarkingDraft | undefined,
  { zone, elsewhere }: { zone: Zone; elsewhere: ReadonlySet<string> },
  language: Language,
): MarkingSheet {
  const { competence, criteria } = outcome
  const claimed = loaded.outcomes
    .filter(({ status }) => status === 'claimed')
    .map((claim) => claim.competence)
    .sort()
  const texts = textsIn(framework, language)
  const tasks = agreedTasks(loaded, outcome)
  const pieces = piecesOf(loaded, outcome, elsewhere)
  const levels = kept && standings(countMet(criteria, kept.marks, acceptedEvidence(kept.judgements)))
  return {
    recognitionId: loaded.recognition.id,
    learner: fullName(agreedContent(loaded).learner),
    competence,
    title: texts.competences[competence]?.title ?? competence,
    number: claimed.indexOf(competence) + 1,
    outcomes: claimed.length,
    target: outcome.target === null ? null : nameOfLevel(framework, outcome.target, language),
    methods: outcome.methods,
    tasks: tasks.map(({ id, scenario, brief }) => ({
      id,
      title: readIn(scenario, language),
      brief: readIn(brief, language),
    })),
    criteria: criteriaOf(framework, competence, criteria, tasks, language),
    pieces,
    draft: kept ?? null,
    keptAt: kept?.updatedAt ?? null,
    zone,
    found: kept && isWhole(kept, criteria, pieces) ? foundIn(kept, criteria, framework, language) : null,
    contradiction: kept && levels && isWhole(kept, criteria, pieces) ? contradictionOf(levels) : null,
  }
}

function criteriaOf(
  framework: Framework,
  competence: string,
  criteria: readonly Criterion[],
  tasks: readonly AgreedTask[],
  language: Language,
): SheetCriterion[] {
  const texts = textsIn(framework, language)
  const indicators = indicatorsOf(framework, competence, criteria, language)
  return criteria.map((criterion, index) => {
    const { examples, learningOutcomes, evidence } = indicators[index]!
    const showing = tasks.filter((task) => task.criteria.includes(criterion.id))
    return {
      id: criterion.id,
      mandatory: criterion.mandatory,
      lead: criterion.lead ? readIn(criterion.lead, language) : null,
      text: readIn(afterLead(criterion), language),
      looksLike: [
        ...showing.flatMap(({ observe }) => observe.map((seen) => readIn(seen, language))),
        ...learningOutcomes.slice(0, MOST_EXAMPLES).flatMap((id) => texts.learningOutcomes[id] ?? []),
        ...examples.slice(0, MOST_EXAMPLES).flatMap((number) => texts.examples[String(number)] ?? []),
        evidence.text,
      ],
      tasks: showing.map(({ id }) => id),
    }
  })
}

/** The evidence of an outcome that may be looked at, numbered as it came. */
export function piecesOf(
  loaded: LoadedCase,
  outcome: Outcome,
  elsewhere: ReadonlySet<string> = new Set(),
): SheetPiece[] {
  const { content } = versionOf(loaded, outcome.agreementVersionId)
  const window = evidenceWindowOf(content, outcome.competence)
  return loaded.evidence
    .filter(({ row, outcomeIds }) => outcomeIds.includes(outcome.id) && isReleased(row))
    .map(({ row }, index) => ({
      id: row.id,
      number: index + 1,
      kind: row.kind,
      title: row.title,
      producedOn: row.producedOn,
      url: row.url,
      record: row.record,
      mediaType: row.mediaType,
      size: row.size,
      task: row.task,
      isFile: row.sha256 !== null,
      hasFrame: row.frameSha256 !== null,
      facts: row.facts,
      isCurrent: isCurrent(row.producedOn, window),
      isVouchedFor: isVouchedFor(row, loaded.declarations),
      isElsewhere: elsewhere.has(row.sha256 ?? ''),
    }))
}

function isWhole(
  { marks, judgements }: MarkingDraft,
  criteria: readonly Criterion[],
  pieces: readonly SheetPiece[],
): boolean {
  const marked = new Set(marks.map(({ criterionId }) => criterionId))
  const judged = new Set(judgements.map(({ evidenceId }) => evidenceId))
  return criteria.every(({ id }) => marked.has(id)) && pieces.every(({ id }) => judged.has(id))
}

function foundIn(
  { marks, judgements }: MarkingDraft,
  criteria: readonly Criterion[],
  framework: Framework,
  language: Language,
): NonNullable<MarkingSheet['found']> {
  const level = levelOf(countMet(criteria, marks, acceptedEvidence(judgements)))
  return { level: level === null ? null : nameOfLevel(framework, level, language) }
}
