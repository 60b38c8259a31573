import type { EvidenceRecord } from '../../db/schema/recognition/evidence-facts.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { fullName } from '../../parties/names/names.ts'
import { latestToday } from '../../platform/clocks.ts'
import type { Language } from '../../platform/words/language.ts'
import { readIn } from '../../platform/words/multilingual.ts'
import { claimedOf } from '../blockers.ts'
import type { LoadedCase } from '../case.ts'
import { agreedContent } from '../case-facts.ts'
import { agreedTasks } from '../documentation/agreed-tasks.ts'
import { isReleased } from '../documentation/evidence.ts'
import type { Evidence } from '../documentation/store.ts'

/** A case as whoever brings evidence of it sees it. */
export type CaseSheet = {
  recognitionId: string
  learner: string
  /** Whether evidence is still brought; later, a piece may only be taken back. */
  isOpen: boolean
  /** Those that are claimed. */
  outcomes: { competence: string; title: string }[]
  tasks: { id: string; title: string }[]
  pieces: CasePiece[]
  /** The day that is today for whoever is ahead: nothing is from later. */
  today: string
}

export type CasePiece = Pick<Evidence, 'id' | 'kind' | 'title' | 'producedOn' | 'scan' | 'facts'> & {
  isFile: boolean
  hasFrame: boolean
  isReleased: boolean
  /** Brought by whoever looks at it. */
  isMine: boolean
  record: EvidenceRecord | null
  competences: string[]
}

export function caseSheetOf(
  loaded: LoadedCase,
  framework: Framework | undefined,
  memberId: string | null,
  now: Date,
  language: Language,
): CaseSheet {
  const claimed = claimedOf(loaded.facts).map(({ competence }) => competence)
  const texts = framework && textsIn(framework, language)
  const outcomes = loaded.outcomes.filter(({ competence }) => claimed.includes(competence))
  const tasks = outcomes.flatMap((outcome) => agreedTasks(loaded, outcome))
  return {
    recognitionId: loaded.recognition.id,
    learner: fullName(agreedContent(loaded).learner),
    isOpen: loaded.recognition.stage === 'documentation',
    outcomes: claimed.map((competence) => ({
      competence,
      title: texts?.competences[competence]?.title ?? competence,
    })),
    tasks: [...new Map(tasks.map((task) => [task.id, task])).values()].map(({ id, scenario }) => ({
      id,
      title: readIn(scenario, language),
    })),
    pieces: loaded.evidence.map(({ row, competences }) => ({
      id: row.id,
      kind: row.kind,
      title: row.title,
      producedOn: row.producedOn,
      scan: row.scan,
      isMine: row.submittedBy === memberId,
      isFile: row.sha256 !== null,
      hasFrame: row.frameSha256 !== null,
      isReleased: isReleased(row),
      record: row.record,
      facts: row.facts,
      competences,
    })),
    today: latestToday(now, loaded.settings.timeZone),
  }
}
