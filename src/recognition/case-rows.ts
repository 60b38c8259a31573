import { notFound } from '../errors.ts'
import { versionsWith } from '../mobility/agreements/agreement-rows.ts'
import { staysAmong } from '../mobility/stays/stay-rows.ts'
import { withDefaults } from '../parties/organisations/settings.ts'
import { dayOf } from '../platform/time-zone.ts'
import { type Case, type CaseRows, standingOf } from './case.ts'
import { factsOf } from './case-facts.ts'
import type { GatheredRows } from './case-store.ts'
import type { Recognition } from './store.ts'

/** What the rows gathered of one or several cases say of this one at a moment. */
export function caseFrom(recognition: Recognition, gathered: GatheredRows, now: Date): Case {
  const rows = rowsOfCase(recognition, gathered)
  return known(rows, dayOf(now, rows.settings.timeZone))
}

/** The same case after some of its rows were written anew. */
export function caseWith<C extends Case>(loaded: C, changed: Partial<CaseRows>): C {
  return { ...loaded, ...known({ ...loaded, ...changed }, loaded.today), ...changed }
}

function known(rows: CaseRows, today: string): Case {
  return { ...rows, today, ...standingOf(factsOf(rows, today)), recognitionId: rows.recognition.id }
}

function rowsOfCase(recognition: Recognition, gathered: GatheredRows): CaseRows {
  const { id, mobilityId, organisationId, hostingOrganisationId } = recognition
  const own = <Row extends { recognitionId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.recognitionId === id)
  const mobility = gathered.mobilities.find((row) => row.id === mobilityId)
  if (!mobility) throw notFound('mobility')
  const links = own(gathered.evidenceOutcomes)
  const outcomes = own(gathered.outcomes)
  const pieces = own(gathered.evidence).map((row) => {
    const outcomeIds = links.filter((link) => link.evidenceId === row.id).map((link) => link.outcomeId)
    const spokenFor = outcomes.filter((outcome) => outcomeIds.includes(outcome.id))
    return { row, outcomeIds, competences: spokenFor.map(({ competence }) => competence).sort() }
  })
  const parties = [organisationId, hostingOrganisationId]
  const named = (wanted: string) => gathered.organisations.find((row) => row.id === wanted)
  const [sending, hosting] = [named(organisationId), named(hostingOrganisationId)]
  const learner = gathered.learners.find((row) => row.id === mobility.learnerId)
  const stays = staysAmong(mobilityId, gathered)
  return {
    recognition,
    mobility,
    registers: sending && hosting && learner ? { sending, hosting, learner, mobility, stays } : null,
    versions: versionsWith(mobilityId, gathered),
    memoranda: gathered.memoranda.filter(
      (row) => parties.includes(row.organisationId) && parties.includes(row.partnerId),
    ),
    settings: withDefaults(gathered.settings.find((row) => row.organisationId === organisationId)?.set ?? {}),
    isPaused: gathered.pauses.some(
      (row) => row.organisationId === organisationId && row.hostingOrganisationId === hostingOrganisationId,
    ),
    acknowledgements: own(gathered.acknowledgements),
    outcomes,
    stays,
    evidence: pieces.filter(({ row }) => row.withdrawnAt === null),
    withdrawnEvidence: pieces.filter(({ row }) => row.withdrawnAt !== null),
    declarations: own(gathered.declarations),
    secondMarkings: own(gathered.secondMarkings),
    assignments: own(gathered.assignments),
    decisions: own(gathered.decisions),
    appeals: own(gathered.appeals),
    certificates: own(gathered.certificates),
    deskActs: gathered.deskActs.filter(
      (row) => row.recognitionId === id || row.subjectId === recognition.agreementVersionId,
    ),
    assessments: own(gathered.assessments),
  }
}
