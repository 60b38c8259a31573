import { certifiedFramework } from '../../../src/certification/certificates/content/certified-framework.ts'
import { procedureOf } from '../../../src/certification/certificates/content/procedure.ts'
import type {
  CertificateSnapshot,
  CertifiedOutcome,
} from '../../../src/certification/certificates/snapshot.ts'
import { say } from '../../../src/certification/certificates/words.ts'
import { isOfFramework } from '../../../src/measure/frameworks/coverage.ts'
import {
  bilingual,
  competencesOf,
  type Framework,
  textsIn,
} from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { afterLead } from '../../../src/measure/frameworks/rubric/lead.ts'
import { suggestCriteria } from '../../../src/measure/frameworks/suggest-criteria.ts'
import { withDefaults } from '../../../src/parties/organisations/settings.ts'
import { spoken } from '../../../src/platform/words/language.ts'
import { inLanguages } from '../../../src/platform/words/multilingual.ts'
import { judgedOutcome, judgedSnapshot, sampleStanding } from './sample-snapshot.ts'

export const library = loadFrameworks([builtInFrameworks])

/** An outcome as it is certified when the framework's own criteria around its target were agreed, and met up to it. */
function certifiedBy(framework: Framework, competence: string, number: number): CertifiedOutcome {
  const steps = framework.levels.length
  const target = steps === 0 ? null : Math.min(steps, Math.max(2, Math.ceil(steps * 0.6) - (number % 3)))
  const criteria = suggestCriteria(framework, competence, target)
    .filter(({ level }) => level === null || level <= target!)
    .map((criterion) => ({
      id: criterion.id,
      level: criterion.level,
      text: afterLead(criterion),
      source: isOfFramework(framework, competence, criterion)
        ? ('framework' as const)
        : ('partners' as const),
    }))
  return judgedOutcome(competence, {
    title: bilingual(framework, (texts) => texts.competences[competence]?.title ?? competence),
    baseline: target === null ? null : Math.max(1, target - 2),
    target,
    level: target,
    criteria,
  })
}

/** A certificate with everything on it that a school can have recorded, for so many outcomes of a framework. */
export function fullSnapshot(
  id = 'digcomp-2.2',
  count = 5,
  overrides: Partial<CertificateSnapshot> = {},
): CertificateSnapshot {
  const framework = library.get(id)!
  const sample = judgedSnapshot()
  const codes = competencesOf(framework).map(({ code }) => code)
  // From every area, and none twice before all are there.
  const step = codes.length % 2 === 0 ? 5 : 4
  const outcomes = Array.from({ length: count }, (_, index) =>
    certifiedBy(framework, codes[(index * step) % codes.length]!, index),
  )
  const carried: Parameters<typeof procedureOf>[3] = {
    signedBefore: true,
    signedBy: ['sending', 'hosting', 'learner'],
    deviations: [
      { code: 'criteria-changed', competence: codes[0]! },
      { code: 'other-method', competence: codes[4]! },
    ],
  }
  return {
    ...sample,
    title: inLanguages(spoken, say('title', { framework: (language) => textsIn(framework, language).title })),
    framework: certifiedFramework(framework),
    issuedOn: '2026-11-05',
    timeZone: 'Europe/Riga',
    expiresAt: '2031-11-05T22:00:00.000Z',
    issuer: { ...sample.issuer, ...sampleStanding },
    mobility: { ...sample.mobility, languages: ['en', 'pt'], fieldOfEducation: '0613' },
    funding: 'european-union',
    agreement: { ...sample.agreement, ...carried },
    europass,
    outcomes: outcomes.map((outcome, index) =>
      index === 0 ? { ...outcome, credits: '2 ECVET points' } : outcome,
    ),
    qualityAssurance: inLanguages(
      spoken,
      procedureOf(
        { settings: withDefaults({ qualityAssurance: ['eqavet', 'iso-21001'] }) },
        framework,
        outcomes,
        carried,
      ),
    ),
    notice: inLanguages(spoken, say('notice')),
    ...overrides,
  }
}

const europass: NonNullable<CertificateSnapshot['europass']> = {
  edition: '2241/2004/EC',
  sending: {
    referencePerson: {
      name: 'Coordinator One',
      position: 'Mobilitātes koordinatore',
      phone: '+371 60000001',
      email: 'coordinator@example.org',
    },
  },
  hosting: {
    referencePerson: { name: 'Mentor One', position: 'Head of support', email: 'mentor@example.org' },
    tasks:
      'Kept the register of requests of the support desk, answered customers by chat and mail, prepared short guides with pictures for colleagues, and set up and tidied shared folders and calendars for the team of eight.',
    jobRelatedSkills:
      'Diagnoses ordinary faults of office equipment and hands over the others in good order.',
    languageSkills:
      'Speaks English with customers every day, and knows greetings and courtesies in Portuguese.',
    described: { by: 'Mentor One', on: '2026-10-29' },
  },
  attested: { by: 'Mentor One', on: '2026-10-29' },
  declared: { by: 'Learner One', on: '2026-10-30' },
}
