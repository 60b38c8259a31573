import type { Case } from '../case.ts'

/** Who moved a case on, and to whom its markings were opened to decide; by case. */
export type Movers = { recognitionId: string; memberId: string | null; decided: boolean }[]

/**
 * Everyone who had a part in what an appeal is about: gave evidence, attested, moved the case on, was assigned to mark it,
 * marked, decided, read the markings to decide, issued, or heard, marked or decided in another appeal of it. What is done in
 * this very appeal makes no part: whoever marks in it may mark its other outcomes.
 */
export function tookPartIn(
  loaded: Case,
  movers: Movers,
  appeal: { id: string; handlerId: string | null },
): Set<string> {
  const {
    recognition,
    evidence,
    withdrawnEvidence,
    declarations,
    assignments,
    assessments,
    decisions,
    certificates,
    appeals,
  } = loaded
  const moved = movers.filter(({ recognitionId }) => recognitionId === recognition.id)
  const elsewhere = <Row extends { appealId: string | null }>(rows: readonly Row[]) =>
    rows.filter(({ appealId }) => appealId !== appeal.id)
  const took = [
    ...[...evidence, ...withdrawnEvidence].map(({ row }) => row.submittedBy),
    ...declarations.map(({ memberId }) => memberId),
    ...moved.filter(({ decided }) => !decided).map(({ memberId }) => memberId),
    ...assignments.filter(tookOn).map(({ memberId }) => memberId),
    ...elsewhere(assessments).map(({ assessorId }) => assessorId),
    ...elsewhere(decisions).map(({ validatorId }) => validatorId),
    ...certificates.map(({ issuerId }) => issuerId),
    ...appeals.filter(({ id }) => id !== appeal.id).map(({ handlerId }) => handlerId),
    ...moved
      .filter(({ decided, memberId }) => decided && memberId !== appeal.handlerId)
      .map(({ memberId }) => memberId),
  ]
  return new Set(took.filter((memberId) => memberId !== null))
}

/** Assigned to mark outside of an appeal, unless it was withdrawn before the assessor took it on. */
const tookOn = ({ round, state, declaredAt }: Case['assignments'][number]) =>
  round !== 'appeal' && (state !== 'withdrawn' || declaredAt !== null)
