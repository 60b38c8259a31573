import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { competencesOf } from '../../../src/measure/frameworks/framework.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'

const library = loadFrameworks([builtInFrameworks])
const digcomp = library.get('digcomp-2.2')!
let app: Catalogue

beforeAll(async () => {
  app = await catalogueOf(library)
})
afterAll(() => app.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  app.inject({ url: `/v1/frameworks${path}`, headers })
type Listed = { items: Record<string, unknown>[]; next: string | null }

/** Everything of a list, page by page. */
async function all(path: string): Promise<Listed['items']> {
  const items: Listed['items'] = []
  const glue = path.includes('?') ? '&' : '?'
  for (let next: string | null = ''; next !== null; ) {
    const page: Listed = (await get(`${path}${glue}limit=100${next === '' ? '' : `&cursor=${next}`}`)).json()
    items.push(...page.items)
    next = page.next
  }
  return items
}

describe('the catalogue', () => {
  test.each(['', '/digcomp-2.2', '/digcomp-2.2/areas', '/digcomp-2.2/statements', '/digcomp-2.2/wheel.svg'])(
    'answers %s with an ETag, 304 to who has it, and HEAD',
    async (path) => {
      const full = await get(path)
      expect(full.statusCode).toBe(200)
      expect(full.headers['cache-control']).toContain('public')
      const etag = String(full.headers.etag)
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
        const again = await get(path, { 'if-none-match': known })
        expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
      }
      expect((await get(path, { 'if-none-match': '"other"' })).statusCode).toBe(200)
      const head = await app.inject({ method: 'HEAD', url: `/v1/frameworks${path}` })
      expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', etag])
      expect(head.headers['content-length']).toBe(String(full.rawPayload.length))
    },
  )

  test('guards data, whether it answers or refuses', async () => {
    for (const path of ['/digcomp-2.2', '/digcomp-2.2/wheel.svg', '/nothing']) {
      expect((await get(path)).headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'cross-origin',
      })
    }
  })

  test('speaks the language asked for, and English to who asks for one it lacks, saying so', async () => {
    const spoken = async (query: string, accept?: string) => {
      const answer = await get(`/digcomp-2.2/areas${query}`, accept ? { 'accept-language': accept } : {})
      return [answer.headers['content-language'], answer.json().items[3].title]
    }
    expect(await spoken('?lang=lv')).toEqual(['lv', 'Drošība'])
    expect(await spoken('', 'de;q=0.9, lv;q=0.8')).toEqual(['lv', 'Drošība'])
    expect(await spoken('?lang=en', 'lv')).toEqual(['en', 'Safety'])
    expect(await spoken('', 'de, fr')).toEqual(['en', 'Safety'])
    expect(await spoken('')).toEqual(['en', 'Safety'])
  })

  test('falls back to English whatever the order of the languages', async () => {
    const texts = new Map([['bg', { ...digcomp.texts.get('lv')!, language: 'bg' }], ...digcomp.texts])
    const frameworks = new Map([['more', { ...digcomp, id: 'more', mappings: [], texts }]])
    const other = await catalogueOf(frameworks)
    const answer = await other.inject({ url: '/v1/frameworks/more', headers: { 'accept-language': 'fr' } })
    expect(answer.headers['content-language']).toBe('en')
    await other.close()
  })

  test('lists the levels, lowest first, and none where there are none', async () => {
    expect((await get('/digcompedu/levels')).json().items.map((one: { code: string }) => one.code)).toEqual([
      'A1',
      'A2',
      'B1',
      'B2',
      'C1',
      'C2',
    ])
    expect((await get('/greencomp/levels')).json()).toEqual({ items: [] })
  })
})

describe('the lists', () => {
  test('hold everything exactly once, in pages', async () => {
    const ids = async (list: string, key: string) =>
      (await all(`/digcomp-2.2/${list}`)).map((one) => one[key])
    expect(await ids('statements', 'id')).toEqual(digcomp.statements.map(({ id }) => id))
    expect(await ids('examples', 'number')).toEqual(digcomp.examples.map(({ number }) => number))
    expect(await ids('use-cases', 'id')).toEqual(digcomp.useCases.map(({ id }) => id))
    expect(await ids('competences', 'code')).toEqual(competencesOf(digcomp).map(({ code }) => code))
  })

  test('are filtered by competence, level, facet, kind and tag', async () => {
    const { statements, examples, useCases } = digcomp
    const wanted = statements.filter((one) => one.competence === '4.1' && one.level === 3)
    expect((await all('/digcomp-2.2/statements?competence=4.1&level=3')).map(({ id }) => id)).toEqual(
      wanted.map(({ id }) => id),
    )
    const ofFacet = statements.filter((one) => one.facet === '1.2.b')
    expect(await all('/digcomp-2.2/statements?facet=1.2.b')).toHaveLength(ofFacet.length)
    const labelled = library
      .get('digcomp-3.0-e2')!
      .statements.filter((one) => one.tags.includes('ai-explicit'))
    expect((await all('/digcomp-3.0-e2/statements?tag=ai-explicit')).map(({ id }) => id)).toEqual(
      labelled.map(({ id }) => id),
    )
    const { kind, tags } = examples.find((one) => one.tags.length > 0)!
    const tagged = examples.filter((one) => one.kind === kind && one.tags.includes(tags[0]!))
    expect(
      (await all(`/digcomp-2.2/examples?kind=${kind}&tag=${tags[0]}`)).map(({ number }) => number),
    ).toEqual(tagged.map(({ number }) => number))
    expect(await all('/digcomp-2.2/use-cases?level=8')).toHaveLength(
      useCases.filter((one) => one.level === 8).length,
    )
    expect(await all('/digcomp-2.2/competences?area=5')).toHaveLength(digcomp.areas[4]!.competences.length)
  })

  test.each([
    ['/nothing', 404, 'Known: digcomp-2.2'],
    ['/digcomp-2.2/competences/9.9', 404, 'Known: 1.1, 1.2'],
    ['/digcomp-2.2/mappings/greencomp', 404, 'Known: digcomp-3.0'],
    ['/digcomp-2.2/statements?competence=9.9', 400, 'is none of: 1.1, 1.2'],
    ['/digcomp-2.2/statements?level=9', 400, 'is none of: 1, 2'],
    ['/digcomp-2.2/examples?tag=XX', 400, 'is none of: '],
    ['/digcomp-3.0-e2/statements?tag=XX', 400, 'is none of: ai-implicit, ai-explicit'],
    ['/greencomp/statements?level=1', 400, 'this framework has no level'],
    ['/digcomp-2.2/statements?cursor=AAAA', 400, 'Take `next`'],
    ['/digcomp-2.2/areas?lang=xx', 400, 'is none of: en, lv'],
    ['/digcomp-2.2/areas?level=1', 400, 'not known'],
    ['/digcomp-2.2/search?q=%3F', 400, 'has no word in it'],
    ['/digcomp-2.2/search', 400, '/q'],
    ['/digcomp-2.2/wheel.svg?levels=9.9:1', 400, 'known: 1.1, 1.2'],
    ['/digcomp-2.2/wheel.svg?levels=1.1:9', 400, 'is none of: 1, 2'],
    ['/digcomp-2.2/wheel.svg?levels=1.1:2,1.1:3', 400, 'is there twice'],
    ['/greencomp/wheel.svg?levels=1.1:1', 400, 'is none of: reached'],
    ['/digcomp-2.2/wheel.svg?planned=9.9:1', 400, '"/planned"'],
    ['/digcomp-2.2/wheel.svg?before=9.9:1', 400, 'known: 1.1, 1.2'],
    ['/digcomp-2.2/wheel.svg?planned=1.1:1&before=1.1:1', 400, 'only one of these can be outlined'],
    ['/digcomp-2.2/wheel.svg?width=299', 400, '/width'],
    ['/digcomp-2.2/wheel.svg?width=wide', 400, '/width'],
  ])('refuse %s with %i, naming what is known', async (path, status, told) => {
    const answer = await get(path)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
    expect(answer.body).toContain(told)
  })
})

describe('search', () => {
  type Hit = { kind: string; id: string; text: string; markedTitle: string | null; markedText: string }
  const find = async (q: string, lang: string, id = 'digcomp-2.2'): Promise<Hit[]> =>
    (await app.inject({ url: `/v1/frameworks/${id}/search`, query: { q, lang, limit: '200' } })).json().items

  test.each(['ierīce', 'ierīces', 'ierīču', 'ierīcēm', 'ierīcei', 'IERICU'])(
    'finds a Latvian word in all its forms by any of them: %s',
    async (form) => {
      const hits = await find(form, 'lv')
      expect(hits[0]).toMatchObject({
        kind: 'competence',
        id: '4.1',
        markedTitle: '<mark>Ierīču</mark> aizsardzība',
      })
      const marked = hits.map((one) => one.markedText).join(' ')
      for (const other of ['ierīces', 'ierīču', 'ierīcēs'])
        expect(marked.toLowerCase()).toContain(`<mark>${other}</mark>`)
    },
  )

  test('finds by the beginning of a word and by every word asked for', async () => {
    expect((await find('parol', 'lv')).length).toBeGreaterThan(2)
    const both = await find('privacy policies', 'en')
    expect(both.length).toBeGreaterThan(0)
    for (const one of both) {
      const told = `${one.markedTitle} ${one.markedText}`.toLowerCase()
      expect(told).toMatch(/<mark>privacy<\/mark>/)
      expect(told).toMatch(/<mark>polic(y|ies)<\/mark>/)
    }
    expect(await find('privacy zzzzzz', 'en')).toEqual([])
  })

  test('finds by code, and answers in the language that it searched', async () => {
    expect((await find('4.1', 'en'))[0]).toMatchObject({ kind: 'competence', id: '4.1' })
    expect(await find('ierīces', 'en')).toEqual([])
    expect(
      (await get('/digcomp-2.2/search?q=dro', { 'accept-language': 'lv' })).headers['content-language'],
    ).toBe('lv')
  })

  test('gives marked texts as HTML in which everything else is escaped', async () => {
    const texts = digcomp.texts.get('en')!
    const areas = { ...texts.areas, '1': { title: 'A <b>', descriptor: 'zebra & <script>zebra</script>' } }
    const frameworks = new Map([
      ['odd', { ...digcomp, id: 'odd', mappings: [], texts: new Map([['en', { ...texts, areas }]]) }],
    ])
    const other = await catalogueOf(frameworks)
    const [hit] = (await other.inject('/v1/frameworks/odd/search?q=zebra')).json().items
    expect(hit).toMatchObject({
      text: 'zebra & <script>zebra</script>',
      markedTitle: 'A &#60;b&#62;',
      markedText: '<mark>zebra</mark> &#38; &#60;script&#62;<mark>zebra</mark>&#60;/script&#62;',
    })
    await other.close()
  })

  test('comes in pages that together hold every hit once', async () => {
    const whole = await find('digital', 'en')
    expect(whole).toHaveLength(200)
    const paged = await all('/digcomp-2.2/search?q=digital')
    expect(paged.slice(0, 200)).toEqual(whole)
    expect(new Set(paged.map((one) => `${one.kind} ${one.id}`)).size).toBe(paged.length)
  })
})

describe('a map', () => {
  test('shows bands of levels, changed titles, its source, and that it converts nothing', async () => {
    const map = (await get('/digcomp-2.2/mappings/digcomp-3.0')).json()
    const numbers = map.levels.map(
      (one: { from: { level: number }[]; to: { level: number; title: string } }) => [
        one.from.map(({ level }) => level),
        one.to.level,
        one.to.title,
      ],
    )
    expect(numbers).toEqual([
      [[1, 2], 1, 'Basic'],
      [[3, 4], 2, 'Intermediate'],
      [[5, 6], 3, 'Advanced'],
      [[7, 8], 4, 'Highly advanced'],
    ])
    type Pair = { from: { code: string; title: string }; to: { title: string }; titleChanged: boolean }
    for (const { from, to, titleChanged } of [...map.areas, ...map.competences] as Pair[])
      expect([from.code, titleChanged]).toEqual([from.code, from.title !== to.title])
    expect(map.competences).toHaveLength(competencesOf(digcomp).length)
    expect(map.source).toContain('JRC144121')
    expect(map.notice).toMatch(/^A map for reading, never a conversion/)
    expect((await get('/digcomp-2.2/mappings/digcomp-3.0?lang=lv')).json().notice).toMatch(
      /^Atbilstību karte/,
    )
    expect((await get('/digcomp-2.2/mappings')).json().items).toMatchObject([
      { to: 'digcomp-3.0', notice: map.notice },
    ])
  })
})

describe('the wheel', () => {
  test('names every area and competence in the language asked for', async () => {
    for (const framework of library.values()) {
      const { headers, body } = await get(`/${framework.id}/wheel.svg?lang=lv`)
      expect(headers).toMatchObject({
        'content-type': 'image/svg+xml; charset=utf-8',
        'content-language': 'lv',
      })
      const told = body.slice(body.indexOf('<desc'), body.indexOf('</desc>'))
      const { areas, competences } = framework.texts.get('lv')!
      for (const { title } of [...Object.values(areas), ...Object.values(competences)])
        expect(told).toContain(title.replaceAll('"', '&#34;').replaceAll("'", '&#39;'))
      expect(body.match(/<path /g)).toHaveLength(framework.areas.length + competencesOf(framework).length)
      expect(body).toContain('role="img" aria-labelledby="wheel-title wheel-desc" lang="lv"')
    }
  })

  test('shows a profile, and tells it in words', async () => {
    const plain = (await get('/digcomp-2.2/wheel.svg')).body.match(/<path /g)!.length
    const { body } = await get('/digcomp-2.2/wheel.svg?levels=1.1:5,2.3:4&lang=en')
    expect(body.match(/<path /g)).toHaveLength(plain + 2)
    expect(body).toMatch(
      /<desc[^>]*>Levels reached: 1\.1 [^;]*: level 5 of 8; 2\.3 [^;]*: level 4 of 8\.<\/desc>/,
    )
    const edu = await get('/digcompedu/wheel.svg?levels=1.1:B2&lang=lv')
    expect(edu.body).toMatch(/<desc[^>]*>Sasniegtie līmeņi: 1\.1 [^;]*: B2 [^;]*, 4\. līmenis no 6\.<\/desc>/)
    const green = await get('/greencomp/wheel.svg?levels=1.1:reached')
    expect(green.body).toMatch(/<desc[^>]*>Competences reached: 1\.1 [^;]*: reached\.<\/desc>/)
  })

  test('shows two profiles over each other, and tells both in words', async () => {
    const over = async (query: string, id = 'digcomp-2.2') => {
      const { body } = await get(`/${id}/wheel.svg?${query}`)
      return /<desc[^>]*>([^<]*)</.exec(body)![1]
    }
    expect(await over('levels=1.1:4&planned=1.1:5,2.3:2&lang=en')).toMatch(
      /^Planned and reached: 1\.1 [^;:]*: planned: level 5 of 8, reached: level 4 of 8; 2\.3 [^;:]*: planned: level 2 of 8, reached: none\.$/,
    )
    expect(await over('levels=1.1:B2&before=1.1:A2&lang=lv', 'digcompedu')).toMatch(
      /^Pirms un pēc: 1\.1 [^:]*: pirms: A2 [^;]*, 2\. līmenis no 6, pēc: B2 [^;]*, 4\. līmenis no 6\.$/,
    )
    expect(await over('planned=1.1:reached&levels=1.2:reached&lang=en', 'greencomp')).toMatch(
      /: planned: yes, reached: no; 1\.2 [^:]*: planned: no, reached: yes\.$/,
    )
    expect(await over('planned=1.1:3&lang=en')).toMatch(/^Planned: 1\.1 [^:]*: planned: level 3 of 8\.$/)
  })

  test('is as wide as it is asked for, and 400 pixels otherwise', async () => {
    const widths = ['', '?width=300', '?width=1160'].map(async (query) => {
      const { body } = await get(`/entrecomp/wheel.svg${query}`)
      return /viewBox="0 0 (\d+) /.exec(body)![1]
    })
    expect(await Promise.all(widths)).toEqual(['400', '300', '1160'])
  })

  test('takes codes with a comma and a colon in them', async () => {
    const [area] = digcomp.areas
    const areas = [{ ...area!, competences: [{ ...area!.competences[0]!, code: 'LV:1,1' }] }]
    const texts = new Map(
      [...digcomp.texts].map(([spoken, { competences, ...rest }]) => [
        spoken,
        { ...rest, competences: { 'LV:1,1': competences['1.1']! } },
      ]),
    )
    const bare = { mappings: [], statements: [], examples: [], useCases: [] }
    const other = await catalogueOf(new Map([['odd', { ...digcomp, id: 'odd', areas, texts, ...bare }]]))
    const answer = await other.inject('/v1/frameworks/odd/wheel.svg?levels=LV:1,1:8&lang=en')
    expect(answer.body).toMatch(/<desc[^>]*>Levels reached: LV:1,1 [^;]*: level 8 of 8\./)
    const { errors } = (await other.inject('/v1/frameworks/odd/wheel.svg?levels=1.1:8,LV:1,1:9')).json()
    expect(errors).toHaveLength(2)
    await other.close()
  })

  test('of a framework of any shape is drawn whole: one area with one competence is two half rings', async () => {
    const areas = [{ ...digcomp.areas[0]!, competences: [digcomp.areas[0]!.competences[0]!] }]
    const frameworks = new Map([
      ['tiny', { ...digcomp, id: 'tiny', mappings: [], statements: [], examples: [], useCases: [], areas }],
    ])
    const other = await catalogueOf(frameworks)
    const { body } = await other.inject('/v1/frameworks/tiny/wheel.svg?levels=1.1:8')
    expect(body.match(/d="M[^"]*ZM[^"]*Z"/g)).toHaveLength(3)
    await other.close()
  })
})

describe('suggestions', () => {
  const suggest = (body: object, id = 'digcomp-2.2') =>
    app.inject({ method: 'POST', url: `/v1/frameworks/${id}/suggestions`, payload: body })

  test('give the statements around the target as criteria, by facet, with examples and use cases', async () => {
    const answer = await suggest({ competence: '4.1', baseline: 2, target: 4, language: 'lv' })
    expect([answer.statusCode, answer.headers['content-language']]).toEqual([200, 'lv'])
    const { outcome, byFacet, examples, useCases, title } = answer.json()
    const around = digcomp.statements.filter(
      (one) => one.competence === '4.1' && [3, 4, 5].includes(one.level!),
    )
    const criteria = outcome.criteria as { id: string; level: number; mandatory: boolean; facet: string }[]
    expect(criteria.map(({ id }) => id).sort()).toEqual(around.map(({ id }) => id).sort())
    expect(criteria.every((one) => one.mandatory)).toBe(true)
    expect(outcome).toMatchObject({ competence: '4.1', baseline: 2, target: 4 })
    expect(title).toBe('Ierīču aizsardzība')
    for (const { facet, label, criteria: ids } of byFacet) {
      expect(label).toBe(digcomp.texts.get('lv')!.facets[facet])
      expect(ids).toEqual(criteria.filter((one) => one.facet === facet).map(({ id }) => id))
    }
    expect(byFacet.flatMap((one: { criteria: string[] }) => one.criteria)).toHaveLength(criteria.length)
    expect(examples).toHaveLength(digcomp.examples.filter((one) => one.competence === '4.1').length)
    expect(useCases.map((one: { competence: string }) => one.competence)).toEqual(['4.1', '4.1'])
  })

  test('say of each criterion where its words come from, and what helps to see it, as references to what is listed', async () => {
    const edition = library.get('digcomp-2.2-e2')!
    for (const [language, said] of [
      ['en', 'An observation while the task is done'],
      ['lv', 'Novērojums uzdevuma izpildes laikā'],
    ] as const) {
      const body = { competence: '3.3', target: 6, language }
      const { outcome, indicators, examples, useCases } = (await suggest(body, edition.id)).json()
      expect(indicators.map(({ criterion }: { criterion: string }) => criterion)).toEqual(
        outcome.criteria.map(({ id }: { id: string }) => id),
      )
      const [part] = indicators
      expect(part).toMatchObject({
        from: { kind: 'part', id: '3.3.a.5.1', partOf: '3.3.a.5', leadOf: 5, source: 'framework' },
        examples: examples.map(({ number }: { number: number }) => number),
        useCases: useCases.map(({ id }: { id: string }) => id),
        evidence: { kinds: ['observation', 'file'], text: expect.stringContaining(said) },
      })
      expect(indicators.at(-1).from).toMatchObject({ kind: 'statement', partOf: null, leadOf: 7 })
      const kinds = new Set(examples.map(({ kind }: { kind: string }) => kind))
      expect(kinds).toEqual(new Set(['knowledge', 'skill', 'attitude']))
    }
    const told = (await suggest({ competence: '4.1', target: 4 }, edition.id)).json()
    for (const { criterion, examples, evidence } of told.indicators) {
      const facet = criterion.slice(0, 5)
      const fitting = edition.examples.filter((example) => example.facet === facet)
      expect(examples, criterion).toEqual(fitting.map(({ number }) => number))
      expect(evidence.kinds.length, criterion).toBeGreaterThan(0)
    }
    const three = (await suggest({ competence: '4.2', target: 2 }, 'digcomp-3.0-e2')).json()
    const atLevel = (level: number) =>
      library
        .get('digcomp-3.0-e2')!
        .learningOutcomes.filter((one) => one.competence === '4.2' && one.level === level)
        .map(({ id }) => id)
    for (const { learningOutcomes } of three.indicators) expect(learningOutcomes).toEqual(atLevel(2))
    expect(three.leftOut.map(({ level, criteria }: Record<string, number>) => [level, criteria])).toEqual([
      [1, 8],
      [3, 3],
    ])
    const green = (await suggest({ competence: '1.1' }, 'greencomp')).json()
    expect(green.indicators[0].from).toEqual({
      kind: 'facet',
      id: green.outcome.criteria[0].facet,
      partOf: null,
      leadOf: null,
      source: 'partners',
    })
  })

  test('name what the competence is matched to elsewhere, how near, and the skills beneath it', async () => {
    const of = async (competence: string, id = 'digcomp-2.2') =>
      (await suggest({ competence, target: 3, language: 'lv' }, id)).json()
    const { matches, skills, vocabularies } = await of('2.1')
    expect(matches).toMatchObject([
      {
        scheme: 'esco',
        kind: 'exact',
        label: 'interact through digital technologies',
        source: expect.stringMatching(/^ESCO 1/),
      },
    ])
    expect(skills.map((skill: { steps: number }) => skill.steps)).toEqual([1, 1, 2])
    expect(skills[0]).toMatchObject({ scheme: 'esco', language: 'en', type: 'skill' })
    expect(vocabularies[0].attribution).toContain('Eiropas Komisijas')
    expect((await of('3.1')).matches.map((match: { kind: string }) => match.kind)).toEqual(['exact', 'close'])
    expect(await of('2.5')).toMatchObject({ matches: [], skills: [], vocabularies: [] })
    const kinds = async (id: string, code: string) =>
      (await get(`/${id}/competences/${code}`)).json().matches.map((match: { kind: string }) => match.kind)
    expect(await kinds('digcomp-2.2-e2', '3.4')).toEqual(['related'])
    expect(await kinds('digcomp-3.0-e2', '3.1')).toEqual(['close'])
  })

  test('work without statements and without levels', async () => {
    const green = (await suggest({ competence: '1.1' }, 'greencomp')).json()
    expect(green.outcome.criteria.map((one: { level: null }) => one.level)).toEqual([null, null, null])
    const edu = (await suggest({ competence: '1.1', target: 1 }, 'digcompedu')).json()
    expect(new Set(edu.outcome.criteria.map((one: { level: number }) => one.level))).toEqual(new Set([1, 2]))
  })

  test.each([
    [{ competence: '9.9', target: 2 }, 'digcomp-2.2', '/competence', 'is none of: 1.1, 1.2'],
    [{ competence: '1.1', target: 9 }, 'digcomp-2.2', '/target', 'is none of: 1, 2'],
    [{ competence: '1.1' }, 'digcomp-2.2', '/target', 'is needed'],
    [{ competence: '1.1', target: 1 }, 'greencomp', '/target', 'has no levels'],
    [{ competence: '1.1', baseline: 9, target: 4 }, 'digcomp-2.2', '/baseline', 'is none of'],
    [{ competence: '1.1', target: 4, language: 'xx' }, 'digcomp-2.2', '/language', 'is none of: en, lv'],
  ])('are refused for %j of %s', async (body, id, where, told) => {
    const answer = await suggest(body, id)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().errors).toEqual([
      { in: 'body', pointer: where, detail: expect.stringContaining(told) },
    ])
  })
})
