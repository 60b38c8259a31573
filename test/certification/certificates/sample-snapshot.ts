import type {
  CertificateSnapshot,
  CertifiedOutcome,
} from '../../../src/certification/certificates/snapshot.ts'
import type { Multilingual } from '../../../src/platform/words/multilingual.ts'

export const both = (lv: string, en: string): Multilingual => ({ lv, en })

/** Areas and competences of DigComp 2.2 by their published titles. */
export const digCompAreas: CertificateSnapshot['framework']['areas'] = [
  {
    code: '1',
    title: both('Informācijas un datu lietpratība', 'Information and data literacy'),
    competences: [
      {
        code: '1.1',
        title: both(
          'Datu, informācijas un digitālā satura pārlūkošana, meklēšana un filtrēšana',
          'Browsing, searching and filtering data, information and digital content',
        ),
      },
      {
        code: '1.2',
        title: both(
          'Datu, informācijas un digitālā satura izvērtēšana',
          'Evaluating data, information and digital content',
        ),
      },
      {
        code: '1.3',
        title: both(
          'Datu, informācijas un digitālā satura pārvaldība',
          'Managing data, information and digital content',
        ),
      },
    ],
  },
  {
    code: '2',
    title: both('Komunikācija un sadarbība', 'Communication and collaboration'),
    competences: [
      {
        code: '2.1',
        title: both(
          'Mijiedarbošanās, izmantojot digitālās tehnoloģijas',
          'Interacting through digital technologies',
        ),
      },
      {
        code: '2.2',
        title: both('Dalīšanās, izmantojot digitālās tehnoloģijas', 'Sharing through digital technologies'),
      },
      {
        code: '2.3',
        title: both(
          'Pilsoniskās sabiedrības iesaistīšana, izmantojot digitālās tehnoloģijas',
          'Engaging citizenship through digital technologies',
        ),
      },
      {
        code: '2.4',
        title: both(
          'Sadarbošanās, izmantojot digitālās tehnoloģijas',
          'Collaborating through digital technologies',
        ),
      },
      { code: '2.5', title: both('Tīkla etiķete', 'Netiquette') },
      { code: '2.6', title: both('Digitālās identitātes pārvaldība', 'Managing digital identity') },
    ],
  },
  {
    code: '3',
    title: both('Digitālā satura veidošana', 'Digital content creation'),
    competences: [
      { code: '3.1', title: both('Digitālā satura attīstīšana', 'Developing digital content') },
      {
        code: '3.2',
        title: both(
          'Digitālā satura integrēšana un pārstrādāšana',
          'Integrating and re-elaborating digital content',
        ),
      },
      { code: '3.3', title: both('Autortiesības un licences', 'Copyright and licences') },
      { code: '3.4', title: both('Programmēšana', 'Programming') },
    ],
  },
  {
    code: '4',
    title: both('Drošība', 'Safety'),
    competences: [
      { code: '4.1', title: both('Ierīču aizsardzība', 'Protecting devices') },
      {
        code: '4.2',
        title: both('Personas datu un privātuma aizsardzība', 'Protecting personal data and privacy'),
      },
      { code: '4.3', title: both('Veselības un labbūtības aizsardzība', 'Protecting health and well-being') },
      { code: '4.4', title: both('Vides aizsardzība', 'Protecting the environment') },
    ],
  },
  {
    code: '5',
    title: both('Problēmu risināšana', 'Problem solving'),
    competences: [
      { code: '5.1', title: both('Tehnisku problēmu risināšana', 'Solving technical problems') },
      {
        code: '5.2',
        title: both(
          'Vajadzību un tehnoloģisko risinājumu identificēšana',
          'Identifying needs and technological responses',
        ),
      },
      {
        code: '5.3',
        title: both('Digitālo tehnoloģiju radoša lietošana', 'Creatively using digital technology'),
      },
      {
        code: '5.4',
        title: both('Trūkstošo digitālo kompetenču identificēšana', 'Identifying digital competence gaps'),
      },
    ],
  },
]

const bands = [
  both('Pamatlīmenis', 'Foundation'),
  both('Vidējs līmenis', 'Intermediate'),
  both('Augsts līmenis', 'Advanced'),
  both('Īpaši specializēts līmenis', 'Highly specialised'),
]
const leads = [
  both('Pamatlīmenī un ar palīdzību es spēju:', 'With guidance, at a basic level, I can:'),
  both(
    'Pamatlīmenī, patstāvīgi vai ar palīdzību, es spēju:',
    'At a basic level, with help where needed, I can:',
  ),
  both(
    'Patstāvīgi, risinot vienkāršas problēmas, es spēju:',
    'By myself, solving straightforward problems, I can:',
  ),
  both('Patstāvīgi un pēc savām vajadzībām es spēju:', 'Independently and according to my needs, I can:'),
  both('Vadot arī citus, es spēju:', 'While guiding others too, I can:'),
  both('Augstā līmenī, sarežģītos apstākļos, es spēju:', 'At an advanced level, in complex contexts, I can:'),
  both('Īpaši specializētā līmenī es spēju:', 'At a highly specialised level, I can:'),
  both('Visaugstākajā līmenī es spēju:', 'At the most specialised level, I can:'),
]

export const digCompLevels: CertificateSnapshot['framework']['levels'] = leads.map((lead, index) => ({
  level: index + 1,
  code: String(index + 1),
  title: both(`${index + 1}. līmenis`, `Level ${index + 1}`),
  band: bands[Math.floor(index / 2)]!,
  lead,
}))

const statements: Multilingual[] = [
  both(
    'izvēlēties piemērotāko rīku un parādīt citiem, kā ar to strādāt',
    'choose the tool that suits a task best and show others how to work with it',
  ),
  both(
    'izskaidrot, kāpēc izraudzīts tieši šis risinājums, un salīdzināt to ar citiem',
    'explain why I chose this solution and compare it with others',
  ),
  both(
    'pielāgot darba gaitu, kad mainās uzdevums vai komanda',
    'adapt the way of working when the task or the team changes',
  ),
]

/** An outcome of the competence with everything filled in. */
export function sampleOutcome(
  competence: string,
  overrides: Partial<CertifiedOutcome> = {},
): CertifiedOutcome {
  const found = digCompAreas.flatMap((area) => area.competences).find((one) => one.code === competence)
  return {
    competence,
    title: found?.title ?? both(`Kompetence ${competence}`, `Competence ${competence}`),
    kind: 'planned',
    baseline: 3,
    target: 5,
    level: 5,
    result: 'reached',
    improved: true,
    statements,
    methods: ['observation', 'practical-task'],
    evidenceKinds: ['file', 'test-result'],
    assessedOn: '2026-10-28',
    decidedOn: '2026-11-04',
    assessor: {
      role: both('IT nodaļas mentors', 'Mentor of the IT department'),
      organisation: 'Example Company',
    },
    validator: { role: both('Apstiprinātājs', 'Validator'), organisation: 'Parauga tehnikums' },
    uris: {},
    ...overrides,
  }
}

/** An outcome as later certificates have it: what was judged and met, the framework's sentences beside the partners' own. */
export const judgedOutcome = (competence: string, overrides: Partial<CertifiedOutcome> = {}) =>
  sampleOutcome(competence, {
    statements: [],
    gain: 'improved',
    markedTwice: true,
    criteria: [
      ...statements.map((text, index) => ({
        id: `${competence}.${index}.5`,
        level: index === 2 ? 5 : 4,
        text,
        source: 'framework' as const,
      })),
      {
        id: 'own.1',
        level: 5,
        text: both('vadīt drona lidojumu pēc plāna', 'fly a drone by a plan'),
        source: 'partners',
      },
    ],
    ...overrides,
  })

/** A certificate of the second format: whole, partial, by the partners' criteria, partly reached, and new to the learner. */
export const judgedSnapshot = (overrides: Partial<CertificateSnapshot> = {}): CertificateSnapshot => {
  const sample = sampleSnapshot()
  const [covered, missing] = [
    [both('atrašana', 'finding')],
    [both('meklēšanas paņēmieni', 'search strategies')],
  ]
  return {
    ...sample,
    format: 2,
    agreement: { ...sample.agreement, signedBefore: true },
    outcomes: [
      judgedOutcome('1.1', { criteria: judgedOutcome('1.1').criteria!.slice(0, 3) }),
      judgedOutcome('1.3', { partial: { covered, missing } }),
      judgedOutcome('2.4', { byPartners: true, baseline: null, gain: 'acquired' }),
      judgedOutcome('3.1', { result: 'partly', level: 4, baseline: null, improved: null, gain: 'unknown' }),
      judgedOutcome('5.2', {
        result: 'not-reached',
        level: null,
        criteria: [],
        improved: false,
        gain: 'none',
      }),
    ],
    ...overrides,
  }
}

/** A certificate of a fictional learner with seven outcomes, in both languages. */
export function sampleSnapshot(overrides: Partial<CertificateSnapshot> = {}): CertificateSnapshot {
  return {
    format: 1,
    id: '019a0000-0000-7000-8000-000000000001',
    number: 'DK-2026-000042',
    verification: { code: '7K3M9PQ2XW4T6H8N', url: 'https://certificates.example/verify/7K3M9PQ2XW4T6H8N' },
    issuedAt: '2026-11-05T09:30:00.000Z',
    title: both('Digitālā kompetence mobilitātē', 'Digital competence in mobility'),
    languages: ['lv', 'en'],
    learner: { givenName: 'Learner', familyName: 'One', birthDate: '2008-03-12' },
    issuer: {
      id: '019a0000-0000-7000-8000-00000000000a',
      name: 'Parauga tehnikums',
      country: 'LV',
      city: 'Parauga pilsēta',
      oid: 'E10000001',
      contact: { name: 'Contact One', role: 'Mobilitātes koordinatore' },
    },
    sending: {
      id: '019a0000-0000-7000-8000-00000000000a',
      name: 'Parauga tehnikums',
      country: 'LV',
      city: 'Parauga pilsēta',
      oid: 'E10000001',
      contact: { name: 'Contact One', role: 'Mobilitātes koordinatore' },
    },
    hosting: {
      id: '019a0000-0000-7000-8000-00000000000b',
      name: 'Example Company',
      country: 'PT',
      city: 'Example City',
      oid: 'E10000002',
      contact: { name: 'Contact Two', role: 'Mentor' },
    },
    mobility: {
      id: '019a0000-0000-7000-8000-00000000000c',
      projectCode: '2026-1-LV01-KA121-VET-000000000',
      mobilityCode: 'M-0042',
      europassNumber: null,
      startsOn: '2026-10-05',
      endsOn: '2026-10-30',
      participation: 'on-site',
      objective:
        'Darbā ar uzņēmuma klientiem un komandu apgūt digitālos rīkus, ko programmēšanas tehniķis lieto ikdienā.',
      programme: 'Programmēšanas tehniķis, 3. kurss',
      workloadHours: 160,
    },
    eqfLevel: 4,
    assessmentTypes: ['observation', 'practical-task', 'portfolio'],
    qualityAssurance: both(
      'Iekšējā kvalitātes nodrošināšana saskaņā ar EQAVET',
      'Internal quality assurance in line with EQAVET',
    ),
    framework: {
      id: 'digcomp-2.2',
      title: both(
        'DigComp 2.2: Digitālās kompetences ietvarstruktūra iedzīvotājiem',
        'DigComp 2.2: The Digital Competence Framework for Citizens',
      ),
      version: '2.2',
      hash: '4f0c6d3e9a1b2c5d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2d3e4f',
      attribution: both(
        'DigComp 2.2, © Eiropas Savienība, 2022, CC BY 4.0 (JRC128415). Apgalvojumi formulēti no jauna.',
        'DigComp 2.2, © European Union, 2022, CC BY 4.0 (JRC128415). Statements are in our own words.',
      ),
      levels: digCompLevels,
      areas: digCompAreas,
    },
    agreement: {
      version: 2,
      hash: '9b1d3f5a7c8e0f2143658709badcfe10213243546576879890a1b2c3d4e5f607',
      signedOn: '2026-09-21',
    },
    outcomes: [
      sampleOutcome('1.1', { baseline: 3, target: 5, level: 5 }),
      sampleOutcome('1.3', {
        baseline: 2,
        target: 4,
        level: 3,
        result: 'partly',
        statements: statements.slice(0, 1),
      }),
      sampleOutcome('2.4', { baseline: 4, target: 5, level: 6, statements: statements.slice(1) }),
      sampleOutcome('3.1', { baseline: 3, target: 5, level: 5, statements: statements.slice(0, 2) }),
      sampleOutcome('3.4', { baseline: 2, target: 4, level: 4, statements: statements.slice(1, 2) }),
      sampleOutcome('4.2', {
        kind: 'additional',
        baseline: null,
        target: null,
        level: 4,
        statements: statements.slice(0, 1),
      }),
      sampleOutcome('5.2', {
        baseline: 4,
        target: 5,
        level: 4,
        result: 'not-reached',
        improved: false,
        statements: [],
      }),
    ],
    notice: both(
      'Šis nav valsts atzīts izglītības dokuments. Tas apliecina mobilitātē sasniegtos mācīšanās rezultātus un nav Europass dokuments.',
      'This is not a state-recognised education document. It certifies learning outcomes reached in a mobility and is not a document of Europass.',
    ),
    ...overrides,
  }
}

/** A certificate for the whole framework: an outcome for each of the 21 competences. */
/** What a certificate says of an issuer that is vouched for, accredited and reached. */
export const sampleStanding = {
  legalName: 'State School One',
  registrationNumber: '40000000042',
  confirmed: { by: 'Agency One', how: 'register-extract', howInWords: null, on: '2026-11-02' },
  accreditations: [
    {
      kind: 'licence',
      scope: both('Izglītības programmas', 'Programmes of education'),
      by: 'Agency Two',
      number: null,
      from: '2026-01-01',
      until: null,
      link: 'https://example.org/register/1234',
    },
  ],
  contactPoint: { email: 'office@example.org', phone: '+371 60000000', url: 'https://example.org' },
  address: { street: 'Example Street 1', postalCode: 'LV-1000' },
  signatories: [{ name: 'Signatory One', title: both('direktors', 'Director') }],
  colours: { primary: '#0b3d91', accent: null },
  logo: 'a'.repeat(64),
} satisfies Partial<CertificateSnapshot['issuer']>

export const allOutcomes = (): CertifiedOutcome[] =>
  digCompAreas.flatMap((area) =>
    area.competences.map(({ code }, index) =>
      sampleOutcome(code, { baseline: 1 + (index % 3), level: 3 + (index % 6) }),
    ),
  )

/** What is attached to a sample certificate. */
export const sampleAttachments = () => [
  {
    name: 'credential.jwt',
    type: 'application/vc+jwt',
    bytes: new TextEncoder().encode(`eyJhbGciOiJFUzI1NiJ9.${'c2FtcGxl'.repeat(900)}.c2lnbmF0dXJl`),
    description: both('Parakstīta apliecība', 'Signed credential'),
  },
  {
    name: 'snapshot.json',
    type: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(sampleSnapshot())),
    description: both('Apliecinājuma saturs datos', 'What the certificate says, as data'),
  },
]
