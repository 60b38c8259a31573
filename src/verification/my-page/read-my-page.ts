import { type Context, read } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { type Framework, textsIn } from '../../measure/frameworks/framework.ts'
import { nameOfLevel } from '../../measure/frameworks/level-name.ts'
import { agreedFramework } from '../../measure/frameworks/wordings/in-wording.ts'
import { gatherAgreements } from '../../mobility/agreements/store.ts'
import { staysAmong } from '../../mobility/stays/stay-rows.ts'
import { fullName } from '../../parties/names/names.ts'
import { isKnown, needsGuardian } from '../../parties/people/person.ts'
import type { Link } from '../../platform/auth/links.ts'
import { linkRefusal } from '../../platform/pages/link-page.ts'
import { dayOf, type Zone } from '../../platform/time-zone.ts'
import type { Language } from '../../platform/words/language.ts'
import { lastCertificate } from '../../recognition/case.ts'
import { loadCases } from '../../recognition/load-case.ts'
import { isOpen } from '../../recognition/stage.ts'
import { isAskedForAddress } from './private-address/private-address.ts'
import type { MyPage, ShownWay } from './schemas.ts'
import { gatherWays } from './store.ts'
import { currentVersion, type LearnerWay, type Next, nextOf, type Step } from './way.ts'

type Reader = { link: Link; base: string; language: Language; isMinor: boolean }

/** The page of a learner: every mobility of theirs, with where it stands, what is next and what they signed. */
export async function readMyPage(ctx: Context, asked: Omit<Reader, 'isMinor'>): Promise<MyPage> {
  const { link } = asked
  return read(ctx, async (tx) => {
    const found = await gatherWays(tx, link.personId)
    const [person] = found.people
    if (!person || !isKnown(person)) throw linkRefusal('ended')
    const cases = await loadCases(tx, found.recognitions, ctx.now())
    const open = found.mobilities.filter(({ id }) => !found.recognitions.some((row) => row.mobilityId === id))
    const agreements = await gatherAgreements(
      tx,
      open.map(({ id }) => id),
    )
    const named = (id: string) => {
      const organisation = found.organisations.find((row) => row.id === id)
      if (!organisation) throw notFound('organisation')
      return organisation
    }
    const newestFirst = found.mobilities.toSorted((before, after) =>
      before.startsOn < after.startsOn ? 1 : -1,
    )
    const ways = newestFirst.map((mobility): LearnerWay => {
      const recognition = found.recognitions.find(({ mobilityId }) => mobilityId === mobility.id)
      const loaded = (recognition && cases.get(recognition.id)) ?? null
      return {
        mobility,
        sending: named(mobility.organisationId),
        hosting: named(mobility.hostingOrganisationId),
        stays: staysAmong(mobility.id, found),
        versions: loaded?.versions ?? agreements.get(mobility.id)?.versions ?? [],
        loaded,
      }
    })
    const framework = (way: LearnerWay) => {
      const version = currentVersion(way)?.version
      return version && agreedFramework(ctx.frameworks, version.content.framework)
    }
    const isGuardian = link.party === 'guardian'
    const reader = { ...asked, isMinor: needsGuardian(person, dayOf(ctx.now(), link.zone)) }
    return {
      party: link.party,
      learner: isGuardian ? fullName(person) : person.givenName || person.familyName,
      items: ways.map((way) => viewWay(way, framework(way), reader)),
      questionsAt: `${asked.base}/questions`,
      addressAt: isGuardian ? null : `${asked.base}/address`,
      addressEnds: !isGuardian && isAskedForAddress(person, ctx.now(), link.zone) ? person.emailEnds : null,
      dataAt: `${asked.base}/data-requests`,
    }
  })
}

/** What is shown of one mobility. Of what was found in its case nothing but that it is to be seen. */
function viewWay(way: LearnerWay, framework: Framework | undefined, reader: Reader): ShownWay {
  const { mobility, sending, hosting, stays, loaded } = way
  const { link, base } = reader
  const next = nextOf(way, link)
  const stage = loaded?.recognition.stage ?? null
  const isFinal = stage === 'certified' || stage === 'refused'
  const certificate = loaded && link.party === 'learner' ? lastCertificate(loaded) : undefined
  return {
    mobilityId: mobility.id,
    sending: sending.name,
    hosting: hosting.name,
    startsOn: mobility.startsOn,
    endsOn: mobility.endsOn,
    stays: stays.map(({ organisation: { name }, role, startsOn, endsOn }) => ({
      organisation: name,
      role,
      startsOn,
      endsOn,
    })),
    stage,
    next: {
      step: next.step,
      waitsFor: next.who,
      ...(next.host !== undefined && { host: next.host }),
      until: next.until,
      at: next.who === 'you' ? placeOf(next, base) : null,
    },
    outcomes: outcomesOf(way, framework, reader.language),
    bring: bringOf(way, reader),
    signed: signedOf(way, reader),
    withdrawAt: withdrawAt(way, reader),
    resultsAt: loaded && isFinal ? `${base}/appeal/${loaded.recognition.id}` : null,
    certificates: certificate ? [{ number: certificate.number, at: `${base}/holder/${certificate.id}` }] : [],
    ask: {
      name: sending.name,
      email: sending.contact?.email ?? null,
      phone: sending.contact?.phone ?? null,
    },
  }
}

/** Where the learner brings evidence and writes their diary, while they may. */
function bringOf({ loaded }: LearnerWay, { link, base }: Reader): ShownWay['bring'] {
  if (!loaded || link.party !== 'learner') return null
  const { id, stage } = loaded.recognition
  if (stage !== 'identification' && stage !== 'documentation') return null
  return { evidence: `${base}/evidence/${id}`, diary: `${base}/diary/${id}`, levels: `${base}/levels/${id}` }
}

/** Where the case is ended: by the guardian of a learner under 18, or by a learner of age. */
function withdrawAt({ loaded }: LearnerWay, { link, base, isMinor }: Reader): string | null {
  if (!loaded || !isOpen(loaded.recognition.stage)) return null
  return (link.party === 'guardian') === isMinor ? `${base}/withdrawal/${loaded.recognition.id}` : null
}

/** Below the page of a learner, where each step is done that is theirs. */
const places: Partial<Record<Step, string>> = {
  evidence: 'evidence',
  sign: 'sign',
  inform: 'information',
  declare: 'declare',
}

function placeOf({ step, subjectId }: Next, base: string): string | null {
  const place = places[step]
  return place && subjectId ? `${base}/${place}/${subjectId}` : null
}

function outcomesOf(
  way: LearnerWay,
  framework: Framework | undefined,
  language: Language,
): ShownWay['outcomes'] {
  const { loaded } = way
  const texts = framework && textsIn(framework, language).competences
  const named = (level: number | null) => (level === null ? null : nameOfLevel(framework, level, language))
  const agreed = loaded
    ? loaded.outcomes.filter(({ status }) => status !== 'dropped')
    : (currentVersion(way)?.version.content.outcomes ?? [])
  return agreed.map(({ competence, baseline, target }) => ({
    competence,
    title: texts?.[competence]?.title ?? competence,
    baseline: named(baseline),
    target: named(target),
    pieces: loaded?.evidence.filter(({ competences }) => competences.includes(competence)).length ?? 0,
  }))
}

/** What the holder of the page gave their word on, in the order of the way. */
function signedOf({ versions, loaded }: LearnerWay, { link, base }: Reader): ShownWay['signed'] {
  const { zone, party, secondGuardian } = link
  const agreements = versions.flatMap(({ version, signatures }) => {
    const own = signatures.find(
      (signature) => signature.party === party && signature.secondGuardian === secondGuardian,
    )
    const at = `${base}/sign/${version.id}`
    return own
      ? [{ kind: 'agreement' as const, number: version.number, on: dayOf(own.signedAt, zone), at }]
      : []
  })
  return loaded && party === 'learner' ? [...agreements, ...wordsOf(loaded, base, zone)] : agreements
}

function wordsOf(
  { recognition, acknowledgements, declarations }: NonNullable<LearnerWay['loaded']>,
  base: string,
  zone: Zone,
): ShownWay['signed'] {
  const word = (kind: 'information' | 'authorship', page: string) => (row: { at: Date }) => ({
    kind,
    number: null,
    on: dayOf(row.at, zone),
    at: `${base}/${page}/${recognition.id}`,
  })
  const last = declarations.findLast(({ kind }) => kind === 'authorship')
  return [
    ...acknowledgements.map(word('information', 'information')),
    ...(last ? [last].map(word('authorship', 'declare')) : []),
  ]
}
