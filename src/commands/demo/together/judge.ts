import type { Api } from '../api-client.ts'
import type { Party } from '../register.ts'
import { type CaseOf, type Item, together } from './batch.ts'
import type { RequestCounter } from './requests.ts'
import { outcomes } from './roster.ts'

type Sheet = {
  recognitionId: string
  workHash: string
  assignment: { id: string }
  outcomes: {
    competence: string
    methods: string[]
    isDue: boolean
    criteria: { id: string; level: number }[]
  }[]
  evidence: { id: string; competences: string[] }[]
}
type Board = { items: { recognitionId: string; tasks: { code: string; competence?: string }[] }[] }
type Basis = {
  recognitionId: string
  hash: string
  outcomes: { competence: string; suggested: { result: string } }[]
}

const rounds = ['first', 'second', 'adjudication'] as const
type Round = (typeof rounds)[number]

/** What waits for a round on the board of the cohort. */
const waiting = { second: 'second-marks-missing', adjudication: 'adjudication-missing' } as const

/**
 * Every outcome is marked; what the service wants marked again is given to another assessor who sees no marks of the first,
 * and what they differ on to a third one. Each mark says which evidence shows it, and what of it was read.
 */
export async function markTogether(
  coordinator: Api,
  counted: RequestCounter['counted'],
  {
    school,
    assessors,
    cohortId,
    cases,
  }: { school: Party; assessors: string[]; cohortId: string; cases: CaseOf[] },
): Promise<{ outcomes: number; twice: number; settled: number }> {
  const marked: number[] = []
  for (const [place, round] of rounds.entries()) {
    const those =
      round === 'first' ? cases.map(({ id }) => id) : await casesWaiting(coordinator, cohortId, round)
    const member = assessors[place]!
    const assessor = counted(`Assessor, ${round} marks`, school.acting(member))
    marked.push(those.length === 0 ? 0 : await markRound(coordinator, assessor, member, round, those))
  }
  const [all = 0, twice = 0, settled = 0] = marked
  return { outcomes: all, twice, settled }
}

async function casesWaiting(
  coordinator: Api,
  cohortId: string,
  round: 'second' | 'adjudication',
): Promise<string[]> {
  const { items } = await coordinator.get<Board>(`/v1/cohorts/${cohortId}?limit=200`)
  return items
    .filter(({ tasks }) => tasks.some(({ code }) => code === waiting[round]))
    .map(({ recognitionId }) => recognitionId)
}

async function markRound(
  coordinator: Api,
  assessor: Api,
  memberId: string,
  round: Round,
  cases: readonly string[],
): Promise<number> {
  await together(coordinator, 'assignAssessor', {
    items: cases.map((id) => ({ params: { id }, body: { memberId, round } })),
  })
  const sheets = await sheetsOf(assessor)
  const free = { lastTrainedOn: null, related: false, otherConflict: null }
  await together(assessor, 'declareConflicts', {
    items: sheets.map(({ recognitionId: id, assignment }) => ({
      params: { id, assignmentId: assignment.id },
      body: free,
    })),
  })
  const due = sheets.flatMap((sheet) =>
    sheet.outcomes.filter(({ isDue }) => isDue).map((outcome) => ({ sheet, outcome })),
  )
  const other = round === 'second' ? placeOfOther(due.map(({ outcome }) => outcome.competence)) : null
  const items = due.map((dueHere, place) => markOf(dueHere, place === other ? 1 : 0))
  await together(assessor, 'recordMarks', { items })
  return items.length
}

async function sheetsOf(assessor: Api): Promise<Sheet[]> {
  const sheets: Sheet[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: Sheet[]; next: string | null } = await assessor.get(
      `/v1/marking-sheets?limit=50${cursor && `&cursor=${cursor}`}`,
    )
    sheets.push(...page.items)
    cursor = page.next
  }
  return sheets
}

/**
 * On which of those that are marked twice the two do not agree: a late one whose level few others have. As one of the first
 * few, or where all levels are alike, it would say that the two agree by chance alone, and stop the issuing.
 */
function placeOfOther(competences: readonly string[]): number {
  const place = competences.lastIndexOf(outcomes.at(-1)!.competence)
  return place < 0 ? competences.length - 1 : place
}

/** Marks for an outcome: what was aimed at was met, or less of it by so many levels. */
function markOf(
  { sheet, outcome }: { sheet: Sheet; outcome: Sheet['outcomes'][number] },
  less: number,
): Item {
  const { recognitionId, workHash, evidence } = sheet
  const { competence, criteria, methods } = outcome
  const target = outcomes.find((planned) => planned.competence === competence)!.target
  const evidenceIds = evidence.filter((piece) => piece.competences.includes(competence)).map(({ id }) => id)
  return {
    params: { id: recognitionId },
    ifMatch: workHash,
    body: {
      competence,
      method: methods[0],
      judgements: evidenceIds.map((evidenceId) => ({
        evidenceId,
        ...{ valid: true, authentic: true, current: true, sufficient: true },
      })),
      marks: criteria.map(({ id, level }) =>
        level <= target - less
          ? { criterionId: id, mark: 'met', evidenceIds }
          : { criterionId: id, mark: 'not-met', evidenceIds: [] },
      ),
    },
  }
}

/** Decides each outcome of each case as its marks suggest, having read what that rests on. */
export async function decideTogether(validator: Api, cohortId: string): Promise<void> {
  const { items } = await validator.get<{ items: Basis[] }>(
    `/v1/decision-bases?limit=50&cohortId=${cohortId}`,
  )
  await together(validator, 'decideOutcomes', {
    items: items.map(({ recognitionId: id, hash, outcomes }) => ({
      params: { id },
      ifMatch: hash,
      body: {
        outcomes: outcomes.map(({ competence, suggested }) => ({ competence, result: suggested.result })),
      },
    })),
  })
}
