import type { Criterion } from '../../src/db/schema/mobility/agreements.ts'
import { film as aFilm } from '../recognition/documentation/formats.ts'
import { photograph } from '../recognition/documentation/pictures.ts'
import type { School, World } from './world.ts'

type Body = Record<string, unknown>

export type Outcome = { competence: string; baseline: number | null; target: number | null }

const planned: Outcome[] = [
  { competence: '1.1', baseline: 2, target: 4 },
  { competence: '2.4', baseline: 3, target: 5 },
]

/** Whether a draft asks why a target is agreed: it is not above the level before, or more than two above it. */
const isRemarkedOn = ({ baseline, target }: Outcome) =>
  baseline !== null && target !== null && (target <= baseline || target > baseline + 2)

let serial = 0

/** Under which names those sign who were registered here, by their ids; and who the learner of a mobility or case is. */
const names = new Map<unknown, { learner: string; guardian: string }>()
const learners = new Map<unknown, unknown>()
/** The name of a party as it stands in an agreement, or as they were registered. */
function nameIn(content: unknown, mobilityId: unknown, party: string): string {
  const { learner } = content as { learner: Record<string, string | null> }
  if (party === 'guardian') return learner.guardianName ?? nameOf(mobilityId, party)
  if (party === 'second-guardian') return String(learner.secondGuardianName)
  const { givenName, familyName, latinGivenName, latinFamilyName } = learner
  return [latinGivenName ?? givenName, latinFamilyName ?? familyName].filter(Boolean).join(' ')
}
const nameOf = (thing: unknown, party: string): string =>
  names.get(learners.get(thing))?.[party === 'guardian' ? 'guardian' : 'learner'] ?? 'Learner One'

/** What a mobility says beside, so that a wallet can be given the certificate. */
export const forWallets = { eqfLevel: 4, languages: ['en'] }

/**
 * Builds a case up to a stage, over HTTP, as the people concerned would. Every step calls the ones before it, so that a
 * test says only where it begins.
 */
export function given(world: World) {
  const { school, host } = world
  const coordinator = () => world.as({ school, role: 'coordinator' })
  const ok = async (request: PromiseLike<{ status: number; body: Body; text: string }>): Promise<Body> => {
    const response = await request
    if (response.status >= 300) throw new Error(`${response.status}: ${response.text}`)
    return response.body
  }

  async function person(over: Body = {}): Promise<Body> {
    serial += 1
    const body = {
      givenName: 'Learner',
      familyName: 'One',
      birthDate: '2006-05-14',
      externalId: `L-${serial}`,
      sameNameIsAnother: true,
      // Those who are minors while tests run have a guardian.
      ...(String(over.birthDate ?? '') > '2008-11' && { guardianName: 'Guardian One' }),
      ...over,
    }
    const made = await ok(coordinator().post('/v1/people').send(body))
    names.set(made.id, {
      learner: [made.latinGivenName ?? made.givenName, made.latinFamilyName ?? made.familyName]
        .filter(Boolean)
        .join(' '),
      guardian: String(made.guardianName),
    })
    return made
  }

  async function mobility(over: Body = {}): Promise<Body> {
    const learnerId = over.learnerId ?? (await person()).id
    const body = {
      learnerId,
      hostingOrganisationId: host.id,
      projectCode: '2026-1-LV01-KA121-VET-000012345',
      startsOn: '2026-09-07',
      endsOn: '2026-10-02',
      workloadHours: 120,
      overlapIsMeant: true,
      ...over,
    }
    const made = await ok(coordinator().post('/v1/mobilities').send(body))
    learners.set(made.id, learnerId)
    return made
  }

  /** The next version of an agreement, not awaited yet. */
  function draftRequest(mobilityId: unknown, outcomes = planned, over: Body = {}) {
    const body = {
      framework: 'digcomp-2.2',
      outcomes: outcomes.map((outcome) => ({
        baselineFoundBy: "Teacher's judgement before departure",
        methods: ['portfolio'],
        recognisedAs: { kind: 'module', reference: 'Digital skills' },
        ...(isRemarkedOn(outcome) && { justification: 'As both teachers have seen.' }),
        ...outcome,
      })),
      procedure: 'Portfolio, judged within two weeks after return.',
      assessorRole: 'Vocational teacher',
      ...over,
    }
    return coordinator().post(`/v1/mobilities/${mobilityId}/agreement/versions`).send(body)
  }

  const draft = (...version: Parameters<typeof draftRequest>): Promise<Body> => ok(draftRequest(...version))

  /** Everyone signs: both organisations, the learner and, for one under age, a guardian. */
  async function sign(mobilityId: unknown, hash: unknown, parties = ['learner']): Promise<void> {
    const path = `/v1/mobilities/${mobilityId}/agreement`
    await ok(coordinator().post(`${path}/signatures`).send({ hash }))
    await ok(world.as({ school: host, role: 'coordinator' }).post(`${path}/signatures`).send({ hash }))
    const { content } = parties.length > 0 ? await ok(coordinator().get(path)) : { content: null }
    for (const party of parties) {
      const holder = party === 'second-guardian' ? { party: 'guardian', secondGuardian: true } : { party }
      const link = await ok(coordinator().post(`${path}/links`).send(holder))
      const signing = { name: nameIn(content, mobilityId, party), accept: true, hash }
      await ok(world.anyone.post(new URL(String(link.url)).pathname).send(signing))
    }
  }

  /**
   * `framework` of `over` is the one to plan with, `guardian` signs too, or with `both` each of two, `byHand` has the learner sign
   * elsewhere, `stays` are its parts, and `agreed` agrees it otherwise; the rest is said of the mobility.
   */
  async function signedMobility(
    outcomes = planned,
    { framework, guardian, byHand, stays, agreed, ...over }: Body = {},
  ): Promise<Body> {
    const made = await mobility(over)
    if (stays) await ok(coordinator().put(`/v1/mobilities/${made.id}/stays`).send({ stays }))
    if (typeof agreed === 'function') {
      await agreed(made.id)
      return made
    }
    const version = await draft(made.id, outcomes, framework ? { framework } : {})
    if (typeof byHand === 'function') await byHand(made.id)
    const guardians = guardian === 'both' ? ['guardian', 'second-guardian'] : guardian ? ['guardian'] : []
    await sign(made.id, version.hash, byHand ? [] : ['learner', ...guardians])
    return made
  }

  /** An open case whose learner has not been informed yet. */
  async function opened(outcomes = planned, over: Body = {}): Promise<Case> {
    const made = await signedMobility(outcomes, over)
    const recognition = await ok(coordinator().post('/v1/recognitions').send({ mobilityId: made.id }))
    learners.set(recognition.id, learners.get(made.id))
    return {
      id: String(recognition.id),
      mobilityId: String(made.id),
      outcomes: recognition.outcomes as CaseOutcome[],
      evidence: {},
    }
  }

  /** The address at which the learner reads the information sheet. */
  async function informationLink(id: string): Promise<string> {
    const link = await ok(coordinator().post(`/v1/recognitions/${id}/information-links`))
    return new URL(String(link.url)).pathname
  }

  /** The name of the learner of a case, whoever opened it. */
  async function learnerIn(id: string): Promise<string> {
    if (names.has(learners.get(id))) return nameOf(id, 'learner')
    const { mobilityId } = await ok(coordinator().get(`/v1/recognitions/${id}`))
    const { content } = await ok(coordinator().get(`/v1/mobilities/${mobilityId}/agreement`))
    return nameIn(content, mobilityId, 'learner')
  }

  async function inform(id: string): Promise<void> {
    const path = await informationLink(id)
    const { hash } = await ok(world.anyone.get(path))
    await ok(world.anyone.post(path).send({ name: await learnerIn(id), accept: true, hash }))
  }

  async function identification(outcomes = planned, over: Body = {}): Promise<Case> {
    const made = await opened(outcomes, over)
    await inform(made.id)
    return made
  }

  async function move(id: string, action: string, reason?: string): Promise<Body> {
    return ok(
      coordinator()
        .post(`/v1/recognitions/${id}/transitions`)
        .send({ action, ...(reason ? { reason } : {}) }),
    )
  }

  async function documentation(outcomes = planned, over: Body = {}): Promise<Case> {
    const made = await identification(outcomes, over)
    for (const { competence } of outcomes) {
      await ok(
        coordinator()
          .put(`/v1/recognitions/${made.id}/outcomes/${encodeURIComponent(competence)}/claim`)
          .send({ status: 'claimed' }),
      )
    }
    await move(made.id, 'complete-identification')
    return made
  }

  async function evidence(
    id: string,
    competences: string[],
    // As long as every other one: what tells two cases apart is not how many there were before.
    text = `Work of a learner, piece ${String(++serial).padStart(6, '0')}.`,
  ): Promise<Body> {
    return ok(
      world
        .as({ school: host, role: 'mentor' })
        .post(`/v1/recognitions/${id}/evidence`)
        .field({
          title: 'Portfolio',
          producedOn: '2026-09-20',
          competences: competences.some((code) => code.includes(','))
            ? JSON.stringify(competences)
            : competences.join(','),
        })
        .attach('file', Buffer.from(text), 'portfolio.txt'),
    )
  }

  /** A film, with a picture of how it begins. */
  async function film(id: string, competences: string[]): Promise<Body> {
    const { filmFrame } = world.services
    world.services.filmFrame = async () => photograph()
    const fields = { title: 'Film', producedOn: '2026-09-20', competences: competences.join(',') }
    const brought = world
      .as({ school: host, role: 'mentor' })
      .post(`/v1/recognitions/${id}/evidence`)
      .field(fields)
      .attach('file', aFilm('isom', `film ${++serial}`), 'film.mp4')
    return ok(brought).finally(() => {
      world.services.filmFrame = filmFrame
    })
  }

  /** The host's and the learner's word on the evidence. */
  async function declare(id: string): Promise<void> {
    await ok(
      world
        .as({ school: host, role: 'mentor' })
        .post(`/v1/recognitions/${id}/attestation`)
        .send({ statement: 'Done here.' }),
    )
    await declareAuthorship(id)
  }

  /** The address at which the learner declares authorship. */
  async function declarationLink(id: string): Promise<string> {
    const link = await ok(coordinator().post(`/v1/recognitions/${id}/declaration-links`))
    return new URL(String(link.url)).pathname
  }

  /** The learner's word on the evidence there is now, through a new link. */
  async function declareAuthorship(id: string): Promise<Body> {
    const path = await declarationLink(id)
    const { hash } = await ok(world.anyone.get(path))
    return ok(world.anyone.post(path).send({ name: await learnerIn(id), accept: true, hash }))
  }

  async function assessment(outcomes = planned, over: Body = {}): Promise<Case> {
    const made = await documentation(outcomes, over)
    for (const { competence } of outcomes) {
      made.evidence[competence] = String((await evidence(made.id, [competence])).id)
    }
    await declare(made.id)
    await move(made.id, 'complete-documentation')
    await assign(made.id, school)
    return made
  }

  /** Assigns a school's assessor, who declares to have no conflict. */
  async function assign(
    id: string,
    by: School,
    round = 'first',
    memberId = by.members.assessor,
  ): Promise<Body> {
    const path = `/v1/recognitions/${id}/assignments`
    const made = await ok(world.as({ school: by, role: 'coordinator' }).post(path).send({ memberId, round }))
    return ok(
      world
        .as({ school: by, role: 'assessor', memberId })
        .post(`${path}/${made.id}/declaration`)
        .send({ lastTrainedOn: null, related: false, otherConflict: null }),
    )
  }

  /** Marks again what is due for a second marking, by the host's assessor and as the first did. */
  async function secondMarks(made: Case, marks: Body[]): Promise<void> {
    const { blockers } = await ok(coordinator().get(`/v1/recognitions/${made.id}`))
    const due = (blockers as { code: string; competence?: string }[])
      .filter((one) => one.code === 'second-marks-missing')
      .map((one) => one.competence)
    if (due.length === 0) return
    await assign(made.id, host, 'second')
    for (const again of marks.filter((one) => due.includes(String(one.competence)))) {
      const assessor = world.as({ school: host, role: 'assessor' })
      await ok(assessor.post(`/v1/recognitions/${made.id}/marks`).send(again))
    }
  }

  /** Marks an outcome so that it comes out at `level`. */
  function marksFor(made: Case, competence: string, level: number): Body {
    const { criteria, methods } = made.outcomes.find((one) => one.competence === competence)!
    const evidenceId = made.evidence[competence]!
    return {
      competence,
      judgements: [{ evidenceId, valid: true, authentic: true, current: true, sufficient: true }],
      ...(methods.length > 1 && { method: methods[0] }),
      marks: criteria.map((criterion) => ({
        criterionId: criterion.id,
        mark: (criterion.level ?? 1) <= level ? 'met' : 'not-met',
        evidenceIds: [evidenceId],
      })),
    }
  }

  /** The same on appeal, by somebody who declares to have no conflict. */
  function appealMarksFor(made: Case, competence: string, level: number): Body {
    const conflicts = { lastTrainedOn: null, related: false, otherConflict: null }
    return { ...marksFor(made, competence, level), conflicts }
  }

  async function validation(
    outcomes = planned,
    levels: Record<string, number> = {},
    over: Body = {},
  ): Promise<Case> {
    const made = await assessment(outcomes, over)
    const marks = outcomes.map(({ competence, target }) =>
      marksFor(made, competence, levels[competence] ?? target ?? 1),
    )
    for (const one of marks) {
      await ok(world.as({ school, role: 'assessor' }).post(`/v1/recognitions/${made.id}/marks`).send(one))
    }
    await secondMarks(made, marks)
    await move(made.id, 'complete-assessment')
    return made
  }

  async function decided(
    outcomes = planned,
    results: Record<string, string> = {},
    levels: Record<string, number> = {},
    over: Body = {},
  ): Promise<Case> {
    const made = await validation(outcomes, levels, over)
    const body = {
      outcomes: outcomes.map(({ competence }) => ({ competence, result: results[competence] ?? 'reached' })),
    }
    await ok(world.as({ school, role: 'validator' }).post(`/v1/recognitions/${made.id}/decision`).send(body))
    return made
  }

  async function certificate(outcomes = planned, over: Body = {}): Promise<Body> {
    const made = await decided(outcomes, {}, {}, over)
    return ok(world.as({ school, role: 'issuer' }).post('/v1/certificates').send({ recognitionId: made.id }))
  }

  /** Revokes a certificate, as the two people it takes would. */
  async function revoke(certificateId: unknown, reason = 'wrong-data'): Promise<Body> {
    const path = `/v1/certificates/${certificateId}/revocation`
    await ok(coordinator().post(path).send({ reason }))
    return ok(world.as({ school, role: 'issuer' }).post(`${path}/confirmation`))
  }

  /** Puts the register right, and proposes the correction of what the certificate says. */
  async function proposeCorrection(
    certificateId: unknown,
    right = 'A programme, written right',
  ): Promise<Body> {
    const path = `/v1/certificates/${certificateId}`
    const { mobility } = (await ok(coordinator().get(`${path}.json`))) as { mobility: Body }
    const stay = `/v1/mobilities/${mobility.id}`
    await ok(coordinator().patch(stay).set('if-match', '*').send({ programme: right }))
    const fields = [{ field: 'mobility.programme', wrong: mobility.programme, right }]
    return ok(coordinator().post(`${path}/correction`).send({ reason: 'It was written wrong.', fields }))
  }

  /** Corrects a certificate, as the two people it takes would; returns the one that takes its place. */
  async function correct(certificateId: unknown, right?: string): Promise<Body> {
    await proposeCorrection(certificateId, right)
    const path = `/v1/certificates/${certificateId}/correction/confirmation`
    return ok(world.as({ school, role: 'issuer' }).post(path))
  }

  return {
    learnerIn,
    nameIn,
    proposeCorrection,
    correct,
    ok,
    person,
    mobility,
    draftRequest,
    draft,
    sign,
    signedMobility,
    opened,
    informationLink,
    inform,
    identification,
    documentation,
    evidence,
    film,
    declare,
    declarationLink,
    declareAuthorship,
    assessment,
    assign,
    marksFor,
    secondMarks,
    appealMarksFor,
    validation,
    decided,
    certificate,
    revoke,
    move,
  }
}

type CaseOutcome = { id: string; competence: string; methods: string[]; criteria: Criterion[] }

/** A case, and the evidence of each of its outcomes by competence. */
export type Case = {
  id: string
  mobilityId: string
  outcomes: CaseOutcome[]
  evidence: Record<string, string>
}
