import { describe, expect, it } from 'vitest'
import { textsIn } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import {
  type EscoAddresses,
  type EuAddresses,
  hasPublished,
  type PublishedCompetences,
  type PublishedExamples,
  type PublishedLevels,
  type PublishedUseCases,
  published,
  publishedTexts,
  runsOf,
  textsOf,
  wordsOf,
} from './published.ts'

const library = loadFrameworks([builtInFrameworks])
const editions = ['digcomp-2.2', 'digcomp-2.2-e2'] as const

const source = {
  competences: published<PublishedCompetences>('digcomp-2.2/competences.json'),
  levels: published<PublishedLevels>('digcomp-2.2/levels.json'),
  useCases: published<PublishedUseCases>('digcomp-2.2/use-cases.json'),
  examples: published<PublishedExamples>('digcomp-2.2/examples.json'),
  esco: published<EscoAddresses>('other/esco-digcomp.json'),
  eu: published<EuAddresses>('other/eu-dcf-uris.json'),
}

const latvianAreas = {
  1: 'Informācijas un datu lietpratība',
  2: 'Komunikācija un sadarbība',
  3: 'Digitālā satura veidošana',
  4: 'Drošība',
  5: 'Problēmu risināšana',
}

const latvianCompetences = {
  '1.1': 'Datu, informācijas un digitālā satura pārlūkošana, meklēšana un filtrēšana',
  '1.2': 'Datu, informācijas un digitālā satura izvērtēšana',
  '1.3': 'Datu, informācijas un digitālā satura pārvaldība',
  '2.1': 'Mijiedarbošanās, izmantojot digitālās tehnoloģijas',
  '2.2': 'Dalīšanās, izmantojot digitālās tehnoloģijas',
  '2.3': 'Pilsoniskās sabiedrības iesaistīšana, izmantojot digitālās tehnoloģijas',
  '2.4': 'Sadarbošanās, izmantojot digitālās tehnoloģijas',
  '2.5': 'Tīkla etiķete',
  '2.6': 'Digitālās identitātes pārvaldība',
  '3.1': 'Digitālā satura attīstīšana',
  '3.2': 'Digitālā satura integrēšana un pārstrādāšana',
  '3.3': 'Autortiesības un licences',
  '3.4': 'Programmēšana',
  '4.1': 'Ierīču aizsardzība',
  '4.2': 'Personas datu un privātuma aizsardzība',
  '4.3': 'Veselības un labbūtības aizsardzība',
  '4.4': 'Vides aizsardzība',
  '5.1': 'Tehnisku problēmu risināšana',
  '5.2': 'Vajadzību un tehnoloģisko risinājumu identificēšana',
  '5.3': 'Digitālo tehnoloģiju radoša lietošana',
  '5.4': 'Trūkstošo digitālo kompetenču identificēšana',
}

/** Numbers of the tagged examples. No copy of the publication carries all the tags; these are all that one carries. */
const tagged = {
  ai: [
    4, 5, 8, 14, 20, 21, 22, 27, 34, 50, 51, 54, 56, 69, 70, 71, 76, 79, 105, 113, 117, 119, 134, 165, 178,
    182, 187, 209, 216, 221, 228, 231, 233, 246, 251, 255,
  ],
  'remote-work': [48, 49, 59, 87],
  accessibility: [15, 45, 91, 96, 120, 122, 129, 132, 230, 231, 234],
}

/** How our wording calls each published verb of demand: were one demand called by two names, levels could not be compared. */
const verbsOfFirst = {
  adapt: ['adjust', 'pielāgot'],
  apply: ['apply', 'likt lietā'],
  appraise: ['weigh up', 'izvērtēt'],
  assess: ['judge', 'novērtēt'],
  change: ['change', 'mainīt'],
  choose: ['choose', 'izvēlēties'],
  clarify: ['make clear', 'paskaidrot'],
  'critically assess': ['judge', 'kritiski novērtēt'],
  decide: ['decide on', 'izlemt'],
  demonstrate: ['demonstrate', 'parādīt'],
  describe: ['describe', 'aprakstīt'],
  detect: ['notice', 'pamanīt'],
  determine: ['determine', 'secināt'],
  differentiate: ['tell apart', 'atšķirt'],
  discriminate: ['distinguish between', 'nošķirt'],
  discuss: ['discuss', 'apspriest'],
  display: ['present', 'uzrādīt'],
  employ: ['use', 'izmantot'],
  engage: ['take an active part', 'iesaistīties'],
  evaluate: ['weigh up', 'izvērtēt'],
  explain: ['explain', 'izskaidrot'],
  'express myself': ['express myself', 'paust sevi'],
  'find how': ['find out how', 'noskaidrot, kā'],
  identify: ['identify', 'noteikt'],
  illustrate: ['show with examples', 'parādīt ar piemēriem'],
  indicate: ['point out', 'norādīt'],
  list: ['list', 'uzskaitīt'],
  manipulate: ['handle', 'rīkoties ar'],
  'operate with': ['work with', 'strādāt ar'],
  propose: ['put forward', 'piedāvāt'],
  recognise: ['recognise', 'atpazīt'],
  resolve: ['sort out', 'atrisināt'],
  respond: ['respond', 'reaģēt'],
  select: ['select', 'atlasīt'],
  share: ['share', 'dalīties'],
  'show others': ['demonstrate to others', 'parādīt citiem'],
  use: ['use', 'izmantot'],
  vary: ['vary', 'dažādot'],
}

/** Those of the second edition; the longer demands first, where Latvian has another verb for what they are about. */
const verbsOfSecond = {
  // Rules, norms, measures and ways are applied by one Latvian verb, tools, searches and knowledge by another, as in DigComp 3.0.
  'apply searches': ['apply', 'lietot'],
  'apply different cultural': ['apply', 'lietot'],
  'apply different digital tools': ['apply', 'lietot'],
  'apply individually': ['apply', 'lietot'],
  // Data are put in order; ways and strategies are made into a system.
  'organise the searches': ['arrange', 'sistematizēt'],
  'organise personal': ['arrange', 'sistematizēt'],
  'organise ways': ['arrange', 'sistematizēt'],
  ...verbsOfFirst,
  apply: ['apply', 'piemērot'],
  appraise: ['appraise', 'izvērtēt'],
  assess: ['assess', 'novērtēt'],
  'critically assess': ['assess', 'kritiski novērtēt'],
  create: ['create', 'radīt'],
  detect: ['notice', 'konstatēt'],
  evaluate: ['evaluate', 'izvērtēt'],
  'express myself': ['express myself', 'izpausties'],
  integrate: ['bring my knowledge together', 'apvienot'],
  organise: ['arrange', 'sakārtot'],
  resolve: ['resolve', 'atrisināt'],
}

/** The verbs of each edition. */
const verbsOf = { 'digcomp-2.2': verbsOfFirst, 'digcomp-2.2-e2': verbsOfSecond }

/** The phrases that carry a level, as published and in the English of the second edition, which has each where the other has it. */
const englishPhrases: [RegExp, RegExp][] = [
  [/\bsimple\b/, /\bsimple\b/],
  [/well-defined and routine/, /well-defined, routine/],
  [/well-defined/, /well-defined/],
  [/limited definition/, /loosely defined/],
  [/interacting factors/, /many factors act together/],
  [/more appropriate/, /better-suited/],
  [/most appropriate/, /best[- ]suited/],
  [/\bspecific\b/, /\bparticular\b/],
]

/** The same in the Latvian of the second edition, which has each where the other has it. */
const latvianPhrases: [RegExp, RegExp][] = [
  [/\bsimple\b/, /vienkārš/],
  [/well-defined and routine/, /ieras\p{L}+ un skaidri noteikt/u],
  [/well-defined/, /skaidri noteikt/],
  [/limited definition/, /nepilnīgi noteikt/],
  [/interacting factors/, /mijiedarbojas daudzi faktori/],
  [/more appropriate/, /(?<!vis)piemērotāk/],
  [/most appropriate/, /vispiemērotāk/],
  [/\bspecific\b/, /konkrēt/],
]

const countBy = <T>(list: readonly T[], key: (one: T) => string) => {
  const counts: Record<string, number> = {}
  for (const one of list) counts[key(one)] = (counts[key(one)] ?? 0) + 1
  return counts
}

describe.each(editions)('DigComp 2.2 stands on its own as %s', (edition) => {
  const digcomp = library.get(edition)!
  const competences = digcomp.areas.flatMap((area) => area.competences)

  it('has 5 areas, 21 competences and 49 facets', () => {
    expect(countBy(competences, (one) => one.code.slice(0, 1))).toEqual({ 1: 3, 2: 6, 3: 4, 4: 4, 5: 4 })
    expect(digcomp.areas.map((area) => area.code)).toEqual(['1', '2', '3', '4', '5'])
    expect(competences).toHaveLength(21)
    expect(competences.flatMap((one) => one.facets)).toHaveLength(49)
  })

  it('has 8 levels in four bands', () => {
    expect(digcomp.levels.map(({ level, code, band }) => [level, code, band])).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((level) => [
        level,
        String(level),
        digcomp.bands[Math.ceil(level / 2) - 1],
      ]),
    )
    expect(digcomp.bands).toEqual(['foundation', 'intermediate', 'advanced', 'highly-specialised'])
  })

  it('describes each of the 21 competences at each of the 8 levels, in 366 statements', () => {
    expect(new Set(digcomp.statements.map((one) => `${one.competence} ${one.level}`)).size).toBe(168)
    expect(digcomp.statements).toHaveLength(366)
  })

  it('gives every statement either a facet of its competence, up to level 6, or a role, above', () => {
    for (const one of digcomp.statements) {
      const part = one.level! <= 6 ? one.facet : `${one.competence}.${one.role}`
      expect(one.id).toBe(`${part}.${one.level}`)
      expect(part?.startsWith(`${one.competence}.`)).toBe(true)
      expect(Boolean(one.facet)).not.toBe(Boolean(one.role))
    }
    const roles = digcomp.statements.filter((one) => one.role)
    expect(countBy(roles, (one) => `${one.role} ${one.level}`)).toEqual({
      'solve 7': 21,
      'guide 7': 21,
      'solve 8': 21,
      'innovate 8': 21,
    })
  })

  it('has 259 examples, numbered in the order of the competences', () => {
    expect(digcomp.examples.map((one) => one.number)).toEqual(
      Array.from({ length: 259 }, (_, index) => index + 1),
    )
    expect(digcomp.examples.map((one) => one.competence)).toEqual(
      digcomp.examples.map((one) => one.competence).toSorted(),
    )
    expect(countBy(digcomp.examples, (one) => one.kind)).toEqual({ knowledge: 102, skill: 95, attitude: 62 })
  })

  it.each(Object.entries(tagged))('tags the examples on %s', (tag, numbers) => {
    expect(digcomp.examples.filter((one) => one.tags.includes(tag)).map((one) => one.number)).toEqual(numbers)
  })

  it('tags 36 examples as artificial intelligence, 4 as remote work, 11 as accessibility and none otherwise', () => {
    const tags = digcomp.examples.flatMap((one) => one.tags)
    expect(countBy(tags, String)).toEqual({ ai: 36, 'remote-work': 4, accessibility: 11 })
  })

  it('says of the examples of the second edition which facet each shows, and has some for every facet', () => {
    const shown = digcomp.examples.map(({ facet }) => facet)
    if (edition === 'digcomp-2.2') return expect(new Set(shown)).toEqual(new Set([undefined]))
    expect(new Set(shown)).toEqual(new Set(competences.flatMap(({ facets }) => facets)))
    for (const { competence, facet } of digcomp.examples)
      expect(facet!.startsWith(`${competence}.`)).toBe(true)
  })

  it('has a use case from work and one from learning for each competence, the level going up competence by competence', () => {
    const levels = [1, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4]
    expect(digcomp.useCases).toEqual(
      competences.flatMap(({ code }, index) =>
        ['work', 'learning'].map((kind) => ({
          id: `${code}.${kind}`,
          competence: code,
          level: levels[index],
          kind,
        })),
      ),
    )
  })
})

describe.skipIf(!hasPublished).each(editions)('The facts of %s are those published', (edition) => {
  const digcomp = library.get(edition)!
  const competences = digcomp.areas.flatMap((area) => area.competences)
  const en = textsIn(digcomp, 'en')
  const lv = textsIn(digcomp, 'lv')

  it('in the publication it names', () => {
    const { id, eur, doi, isbn, year } = source.competences.publication
    expect(digcomp.source).toMatchObject({ year, identifiers: { jrc: id, eur, doi, isbn } })
    expect(digcomp.attribution).toContain(id)
  })

  it('in areas, competences and facets, with their English titles', () => {
    expect(digcomp.areas.map(({ code }) => ({ code, title: en.areas[code]?.title }))).toEqual(
      source.competences.areas.map(({ code, title }) => ({ code, title })),
    )
    expect(
      digcomp.areas.flatMap((area) =>
        area.competences.map(({ code, facets }) => ({
          area: area.code,
          code,
          title: en.competences[code]?.title,
          facets,
        })),
      ),
    ).toEqual(
      source.competences.competences.map(({ area, code, title, facets }) => ({
        area,
        code,
        title: title.en,
        facets: facets.map((one) => one.id),
      })),
    )
  })

  it('in levels and bands', () => {
    expect(digcomp.levels.map(({ level, band }) => ({ level, band: en.bands[band!] }))).toEqual(
      source.levels.levels.map(({ level, band }) => ({ level, band })),
    )
  })

  it('in statements, with their levels, facets and roles', () => {
    expect(source.levels.count).toEqual({ descriptors: 168, statements: digcomp.statements.length })
    expect(
      digcomp.statements.map(({ competence, level, facet, role }) => ({
        competence,
        level,
        facet: facet ?? null,
        role: role ?? null,
      })),
    ).toEqual(
      source.levels.descriptors.flatMap(({ competence, level, statements }) =>
        statements.map(({ facet, role }) => ({ competence, level, facet, role })),
      ),
    )
  })

  it('in examples, with their kinds and tags', () => {
    const tags = { AI: 'ai', RW: 'remote-work', DA: 'accessibility' }
    expect(digcomp.examples.map(({ facet: _, ...published }) => published)).toEqual(
      source.examples.examples.map((one) => ({
        number: one.id,
        competence: one.competence,
        kind: one.type,
        tags: one.tags.map((tag) => tags[tag]),
      })),
    )
  })

  it('in use cases, with their levels and kinds, as many items and a lead where there is one', () => {
    const kinds = { employment: 'work', learning: 'learning' }
    expect(digcomp.useCases.map(({ competence, level, kind }) => ({ competence, level, kind }))).toEqual(
      source.useCases.useCases.map((one) => ({
        competence: one.competence,
        level: one.level,
        kind: kinds[one.kind],
      })),
    )
    for (const one of source.useCases.useCases) {
      for (const texts of [en, lv]) {
        const ours = texts.useCases[`${one.competence}.${kinds[one.kind]}`]!
        expect([Boolean(ours.lead), ours.items.length]).toEqual([Boolean(one.en.lead), one.en.items.length])
      }
    }
  })

  it('in ESCO addresses: five areas and every competence but Netiquette', () => {
    expect(Object.fromEntries(digcomp.areas.map((area) => [area.code, area.uris.esco]))).toEqual(
      Object.fromEntries(source.esco.areas.map((one) => [one.area, one.uri])),
    )
    expect(Object.fromEntries(competences.map((one) => [one.code, one.uris.esco ?? null]))).toEqual(
      Object.fromEntries(source.esco.competences.map((one) => [one.competence, one.uri])),
    )
    expect(competences.filter((one) => !one.uris.esco).map((one) => one.code)).toEqual(['2.5'])
  })

  it('in addresses of the EU vocabulary, for exactly the competences and levels seen there', () => {
    const known = source.eu.concepts.map(({ meaning, uri }) => [meaning, uri])
    const ours = competences.flatMap(({ code, uris, levelUris }) => [
      ...(uris.eu ? [[`competence ${code}`, uris.eu]] : []),
      ...Object.entries(levelUris).map(([level, { eu }]) => [`competence ${code}, level ${level}`, eu]),
    ])
    expect(ours.toSorted()).toEqual(known.toSorted())
  })
})

describe.each(editions)('The wording of %s', (edition) => {
  const digcomp = library.get(edition)!
  const en = textsIn(digcomp, 'en')
  const lv = textsIn(digcomp, 'lv')
  const verbs = verbsOf[edition]

  it('is there in English and Latvian and says that it is ours', () => {
    expect([...digcomp.texts.keys()].toSorted()).toEqual(['en', 'lv'])
    expect([...digcomp.texts.values()].map((texts) => texts.wording)).toEqual(['adapted', 'adapted'])
  })

  it('has the Latvian titles in use', () => {
    const titles = (texts: Record<string, { title: string }>) =>
      Object.fromEntries(Object.entries(texts).map(([code, { title }]) => [code, title]))
    expect(titles(lv.areas)).toEqual(latvianAreas)
    expect(titles(lv.competences)).toEqual(latvianCompetences)
  })

  it.each([
    { language: 'en', texts: en, lead: /[,\w] I can:$/, letters: /^[^āčēģīķļņšūž]*$/i },
    { language: 'lv', texts: lv, lead: / es spēju:$/, letters: /[āčēģīķļņšūž]/i },
  ])('lets each statement in $language go on from the lead of its level', ({ texts, lead, letters }) => {
    for (const level of Object.values(texts.levels)) expect(level.lead).toMatch(lead)
    for (const text of Object.values(texts.statements)) {
      expect(text).toMatch(/^\p{Ll}.*[^.\s]$/u)
      expect(text).not.toMatch(/ {2}|['"]/)
      if (wordsOf(text).length >= 5) expect(text).toMatch(letters)
    }
    for (const text of Object.values(texts.examples)) {
      expect(text).toMatch(/^\p{Lu}.*[.)]$/u)
      expect(text).not.toMatch(/ {2}|['"]/)
    }
  })

  it('has one scenario for all use cases of one kind in one area', () => {
    for (const texts of [en, lv]) {
      const scenarios = new Set(
        digcomp.useCases.map(
          ({ id, competence, kind }) => `${competence.slice(0, 1)} ${kind}: ${texts.useCases[id]?.scenario}`,
        ),
      )
      expect([...scenarios]).toHaveLength(10)
    }
  })

  it.skipIf(!hasPublished)(
    'is the same in two statements exactly where the published texts are the same',
    () => {
      const texts = source.levels.descriptors.flatMap((one) =>
        one.statements.map((statement) => statement.en.trim()),
      )
      const pattern = (list: string[]) => list.map((text) => list.indexOf(text))
      const ids = digcomp.statements.map((one) => one.id)
      for (const ours of [en, lv])
        expect(pattern(ids.map((id) => ours.statements[id]!))).toEqual(pattern(texts))
    },
  )

  it.skipIf(!hasPublished)('names one demand by one verb in all competences', () => {
    const texts = source.levels.descriptors.flatMap((one) => one.statements.map((statement) => statement.en))
    digcomp.statements.forEach(({ id }, index) => {
      const verb = Object.entries(verbs).find(([demand]) => texts[index]?.startsWith(`${demand} `))
      if (!verb) return
      const [english, latvian] = verb[1] as [string, string]
      expect(en.statements[id]).toMatch(new RegExp(`^${english}\\b`))
      expect(lv.statements[id]).toMatch(new RegExp(`^${latvian}(?=[ ,])`))
    })
  })

  // The first edition stays as it is, with phrases of its own.
  if (edition === 'digcomp-2.2') return

  it
    .skipIf(!hasPublished)
    .each([
      ...latvianPhrases.map(([theirs, ours]) => ({ theirs, ours, texts: lv })),
      ...englishPhrases.map(([theirs, ours]) => ({ theirs, ours, texts: en })),
    ])(
    'says what is published as $theirs with one phrase, $ours, and nothing else with it',
    ({ theirs, ours, texts: own }) => {
      const texts = source.levels.descriptors.flatMap((one) =>
        one.statements.map((statement) => statement.en),
      )
      const ids = digcomp.statements.map(({ id }) => id)
      const having = (list: string[], phrase: RegExp) => ids.filter((_, at) => phrase.test(list[at]!))
      const said = ids.map((id) => own.statements[id]!)
      expect(having(said, ours)).toEqual(having(texts, theirs))
    },
  )

  it('has opposites for what the levels are told apart by, in Latvian', () => {
    const leads = digcomp.levels.map(({ level }) => lv.levels[level]!)
    expect(leads[0]!.lead).toContain('citu vadībā')
    expect(leads[2]!.lead).toContain('Saviem spēkiem')
    expect(leads[2]!.taskComplexity).toMatch(/^Ierasti .*, nesarežģītas problēmas$/)
    expect(leads[3]!.taskComplexity).toMatch(/neierastas problēmas$/)
    for (const at of [6, 7]) expect(leads[at]!.taskComplexity).toMatch(/^Sarežģītas problēmas/)
    const own = digcomp.useCases.map(({ id }) => lv.useCases[id]!.lead)
    expect(own).toContain('Saviem spēkiem:')
    expect(own).not.toContain('Patstāvīgi:')
  })
})

describe.skipIf(!hasPublished)('Wording called ours is not the published wording', () => {
  const texts = publishedTexts()
  const whole = new Set(texts.map((words) => words.join(' ')))
  const runs = new Set(texts.flatMap((words) => runsOf(words, 9)))
  const titles = /\/(title|subtitle)$/

  it.each([...library.values()])('in no text of eleven words or more of $id', (framework) => {
    const adapted = [...framework.texts.values()].filter((texts) => texts.wording === 'adapted')
    const copied = [...textsOf([...adapted, ...framework.mappings, framework.attribution])]
      .map(({ path, text }) => ({ path, words: wordsOf(text) }))
      .filter(({ path, words }) => !titles.test(path) && words.length >= 11 && whole.has(words.join(' ')))
    expect(copied).toEqual([])
  })

  it.each(editions)('in no nine words in a row of %s', (edition) => {
    const copied = [...textsOf([...library.get(edition)!.texts.values()])]
      .filter(({ path }) => !titles.test(path))
      .flatMap(({ path, text }) => runsOf(wordsOf(text), 9).map((run) => ({ path, run })))
      .filter(({ run }) => runs.has(run))
    expect(copied).toEqual([])
  })
})
