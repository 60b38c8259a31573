import type { WhoSigns } from '../../../mobility/agreements/agreement.ts'
import { attestedOf } from '../../../mobility/stays/stay.ts'
import type { Role } from '../../../platform/auth/access.ts'
import { period } from '../../../platform/dates.ts'
import { say as sayOfAppeals } from '../../appeals/words.ts'
import { partyKey, type Telling } from '../telling.ts'
import { say as sayOfFile } from '../words.ts'
import { say } from './words.ts'

/** Something that happened: `what` of how many things, by whom in which role. */
export type CaseEvent = { at: Date; who: string; what: (count: number) => string; kind: string }

/** What a reader has to know of to follow how the case went, in no order. */
export function eventsOf(telling: Telling): CaseEvent[] {
  return [
    ...agreementEvents(telling),
    ...caseEvents(telling),
    ...judgingEvents(telling),
    ...laterEvents(telling),
  ]
}

const eventIn =
  ({ language, person }: Telling) =>
  (
    at: Date,
    role: Role | null,
    memberId: string | null,
    kind: string,
    what: (count: number) => string,
  ): CaseEvent => ({
    at,
    who: role === null ? person(memberId) : `${person(memberId)} (${sayOfFile('role', { role })(language)})`,
    what,
    kind,
  })

const byParty = (telling: Telling, name: string, signatory: WhoSigns) =>
  `${name} (${sayOfFile(partyKey(signatory, telling))(telling.language)})`

const signedHow = {
  electronic: 'signed',
  paper: 'signed-on-paper',
  programme: 'signed-by-programme',
} as const

function agreementEvents(telling: Telling): CaseEvent[] {
  const { record, language } = telling
  const w = say.in(language)
  const event = eventIn(telling)
  return record.agreements.flatMap(({ version, signatures, withdrawal, words }) => {
    const { number } = version
    return [
      ...signatures.map(({ name, party, secondGuardian, method, signedAt }) => ({
        at: signedAt,
        who: byParty(telling, name, { party, secondGuardian }),
        what: () => w(signedHow[method], { number }),
        kind: `signed ${number}`,
      })),
      ...(withdrawal
        ? [
            event(withdrawal.at, null, withdrawal.memberId, `withdrawn ${number}`, () =>
              w('version-withdrawn', { number }),
            ),
          ]
        : []),
      ...words.map(({ at, memberId, confirms }) =>
        event(at, null, memberId, `slip ${number} ${confirms}`, () =>
          w(confirms === null ? 'slip-said' : 'slip-confirmed', { number }),
        ),
      ),
    ]
  })
}

function caseEvents(telling: Telling): CaseEvent[] {
  const { record, language, doer } = telling
  const w = say.in(language)
  const event = eventIn(telling)
  const { information } = record
  return [
    ...record.audit
      .filter(({ action }) => action === 'recognition.open')
      .map((line) => ({ at: line.at, who: doer(line), what: () => w('opened'), kind: 'opened' })),
    ...(information
      ? [
          {
            at: information.at,
            who: byParty(telling, information.name, { party: 'learner' }),
            what: () => w('informed'),
            kind: 'informed',
          },
        ]
      : []),
    // Whoever issued the certificate is told of with it.
    ...record.transitions.flatMap(({ at, to, ...move }) =>
      to === 'certified'
        ? []
        : [{ at, who: telling.doerAs(move), what: () => w(`to-${to}`), kind: `to ${to}` }],
    ),
    ...record.evidence.map(({ row }) =>
      row.personId
        ? {
            at: row.createdAt,
            who: byParty(telling, telling.learnerName, { party: 'learner' }),
            what: (count: number) => w('evidence', { count }),
            kind: 'evidence',
          }
        : event(row.createdAt, null, row.submittedBy, 'evidence', (count) => w('evidence', { count })),
    ),
    ...record.withdrawnEvidence.map(({ row }) => ({
      at: row.withdrawnAt ?? row.createdAt,
      who: telling.whoTookBack(row),
      what: (count: number) => w('evidence-withdrawn', { count }),
      kind: 'evidence withdrawn',
    })),
    ...attestedOf(record.stays).map(({ at, name, startsOn, endsOn, stay: { organisation, id } }) => ({
      at,
      who: `${name} (${organisation.name})`,
      what: () => w('stay-attested', { days: period(startsOn, endsOn, language) }),
      kind: `stay ${id}`,
    })),
    ...record.declarations.map(({ at, name, kind }) => ({
      at,
      who: byParty(telling, name, { party: kind === 'authorship' ? 'learner' : 'hosting' }),
      what: () => w(`${kind}`),
      kind,
    })),
  ]
}

function judgingEvents(telling: Telling): CaseEvent[] {
  const { record, language } = telling
  const w = say.in(language)
  const event = eventIn(telling)
  return [
    ...record.assignments
      .filter(({ state }) => state === 'conflicted')
      .map(({ memberId, declaredAt, assignedAt }) =>
        event(declaredAt ?? assignedAt, 'assessor', memberId, 'conflict', () => w('conflict')),
      ),
    ...record.assessments.map(({ submittedAt, assessorId, round }) =>
      event(submittedAt, 'assessor', assessorId, `round ${round}`, (count) =>
        w('marked', { round: sayOfFile(`round-${round}`), count }),
      ),
    ),
    ...record.decisions.map(({ decidedAt, validatorId, appealId }) =>
      event(decidedAt, 'validator', validatorId, `decided ${appealId}`, (count) =>
        w(appealId === null ? 'decided' : 'decided-again', { count }),
      ),
    ),
  ]
}

function laterEvents(telling: Telling): CaseEvent[] {
  const { record, language } = telling
  const w = say.in(language)
  const event = eventIn(telling)
  return [
    ...record.certificates.flatMap(({ certificate, corrections }) => {
      const { number, issuedAt, issuerId, revokedAt, revokedBy } = certificate
      const named = { certificate: number }
      return [
        ...(issuedAt
          ? [event(issuedAt, 'issuer', issuerId, `issued ${number}`, () => w('issued', named))]
          : []),
        ...(revokedAt
          ? [event(revokedAt, null, revokedBy, `revoked ${number}`, () => w('revoked', named))]
          : []),
        ...corrections.map(({ proposedAt, proposedBy }) =>
          event(proposedAt, null, proposedBy, `correction ${number}`, () => w('correction', named)),
        ),
      ]
    }),
    ...record.appeals.flatMap((appeal, index) => {
      const { kind, party, name, submittedAt, closedAt, handlerId, state } = appeal
      const which = { kind: sayOfAppeals(`kind-${kind}`), number: index + 1 }
      const state_ = sayOfAppeals(`state-${state}`)
      return [
        {
          at: submittedAt,
          who: byParty(telling, name ?? sayOfFile('erased')(language), { party }),
          what: () => w('appeal', which),
          kind: `appeal ${index}`,
        },
        ...(closedAt
          ? [
              event(closedAt, 'validator', handlerId, `closed ${index}`, () =>
                w('appeal-closed', { ...which, state: state_ }),
              ),
            ]
          : []),
      ]
    }),
    ...record.acts.map(({ createdAt, memberName, decision }) => ({
      at: createdAt,
      who: byParty(telling, memberName, { party: 'sending' }),
      what: () => w(`act-${decision}`),
      kind: 'act',
    })),
  ]
}
