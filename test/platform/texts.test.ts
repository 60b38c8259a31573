import { beforeAll, describe, expect, test } from 'vitest'
import { roles } from '../../src/platform/auth/access.ts'
import { html } from '../../src/platform/pages/html.ts'
import { type CertifiedWorld, certifiedWorld, fillPath } from '../setup/case.ts'
import { bodyOf, documentOf, type Operation, operationsOf, type Schema } from '../setup/operations.ts'

type Place = { pointer: string; value: unknown }

const unfit = {
  'a bell': 'Learner\u0007One',
  'a mark that turns what follows': 'Learner \u202eenO',
  'an isolate that is left open': 'Learner \u2067One',
  'a control of another time': 'Learner\u0085One',
}
const unseen = '\u200b\u2060\u3164\u00a0\u{e0020}'

describe('a text', () => {
  let certified: CertifiedWorld
  let written: Operation[]
  beforeAll(async () => {
    certified = await certifiedWorld()
    written = operationsOf(certified.world.app).filter(
      (operation) => operation.access !== 'public' && /json/.test(bodyOf(operation)?.mediaType ?? ''),
    )
  })

  /** Sends a body as somebody who may; what is wrong is found before anything of the case is looked at. */
  async function send({ access, method, path }: Operation, body: object) {
    const { world, ids } = certified
    const role = access === 'public' ? roles[0] : (access.roles ?? roles)[0]!
    const request = world.as({ school: world.school, role })[method](fillPath(path, ids))
    return request.set('if-match', '*').send(body)
  }

  /** A schema with what it refers to put in its place. */
  function resolved(schema: Schema): Schema {
    const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1)! : null
    return name ? documentOf(certified.world.app).components.schemas[name]! : schema
  }

  /** Every string of an example that its schema leaves free, and where. */
  function freeTexts(schema: Schema, value: unknown, pointer = ''): Place[] {
    const {
      type,
      properties,
      items,
      anyOf,
      enum: listed,
      format,
      pattern,
      const: only,
      ...rest
    } = resolved(schema)
    const either = (anyOf ?? rest.oneOf) as Schema[] | undefined
    if (either) return either.flatMap((branch) => freeTexts(branch, value, pointer))
    if (Array.isArray(value))
      return value.flatMap((item, index) => freeTexts((items ?? {}) as Schema, item, `${pointer}/${index}`))
    if (value !== null && typeof value === 'object') {
      const known = (properties ?? {}) as Record<string, Schema>
      return Object.entries(value).flatMap(([name, inner]) =>
        freeTexts(known[name] ?? {}, inner, `${pointer}/${name}`),
      )
    }
    const isFree =
      type === 'string' && typeof value === 'string' && !listed && !format && !pattern && only === undefined
    return isFree ? [{ pointer, value }] : []
  }

  const put = (body: unknown, pointer: string, text: string): object => {
    const copy = structuredClone(body) as object
    const steps = pointer.slice(1).split('/')
    const last = steps.pop()!
    const owner = steps.reduce((inner, step) => Reflect.get(inner, step) as object, copy)
    Reflect.set(owner, last, text)
    return copy
  }

  const places = () =>
    written.flatMap((operation) => {
      const { mediaType, example } = bodyOf(operation)!
      const { schema = {} } = operation.requestBody!.content[mediaType]!
      const found = new Map(freeTexts(schema, example).map((place) => [place.pointer, place]))
      return [...found.values()].map(({ pointer }) => ({ operation, pointer, example }))
    })

  test.each(Object.entries(unfit))(
    'with %s is refused wherever one can be sent, and it is said where',
    async (_, text) => {
      const wrong: string[] = []
      for (const { operation, pointer, example } of places()) {
        const answer = await send(operation, put(example, pointer, text))
        const told = (answer.body.errors ?? []).map((fault: { pointer: string }) => fault.pointer)
        if (answer.status !== 400 || !told.includes(pointer))
          wrong.push(`${operation.name} ${pointer}: ${answer.status}`)
      }
      expect(wrong).toEqual([])
      expect(places().length).toBeGreaterThan(30)
    },
  )

  test('is looked at only once it is known who sends it', async () => {
    const wrong: string[] = []
    for (const { operation, pointer, example } of places()) {
      const path = fillPath(operation.path, certified.ids)
      const body = put(example, pointer, unfit['a bell'])
      const answer = await certified.world.anyone[operation.method](path).send(body)
      if (answer.status !== 401) wrong.push(`${operation.name} ${pointer}: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  /** What is no code is told so in the line of the answer that is its own, and the others are checked. */
  const toldInItsLine = /verifications\/batch$/

  test('of which nothing can be seen is refused wherever one can be sent', async () => {
    const wrong: string[] = []
    for (const { operation, pointer, example } of places()) {
      if (toldInItsLine.test(operation.path)) continue
      const answer = await send(operation, put(example, pointer, unseen))
      if (answer.status < 400 || answer.status >= 500)
        wrong.push(`${operation.name} ${pointer}: ${answer.status}`)
    }
    expect(wrong).toEqual([])
  })

  /** As somebody writes their own name, keys of other systems, which no paper shows, and what has to be there already. */
  const inAnyScript =
    /batches\/action$|organisations(\/\{id\}(\/identity)?)?\/name$|slips\/fields\/\d$|correction\/fields\/\d\/(wrong|right)$|\/(givenName|familyName|guardianName|externalId|subject|framework|area|competence|competences\/\d|criterionId)$/

  test('that no paper can show is refused wherever one can be sent, and it is said which letters', async () => {
    const wrong: string[] = []
    for (const { operation, pointer, example } of places()) {
      if (inAnyScript.test(`${operation.path}${pointer}`) || toldInItsLine.test(operation.path)) continue
      const answer = await send(operation, put(example, pointer, 'Learner 王 One'))
      const told = (answer.body.errors ?? []).filter(
        (fault: { pointer: string }) => fault.pointer === pointer,
      )
      if (answer.status !== 400 || told.length === 0 || !String(told[0].detail).includes('王'))
        wrong.push(`${operation.name} ${pointer}: ${answer.status} ${JSON.stringify(told)}`)
    }
    expect(wrong).toEqual([])
  })

  test('of one line is one, and a longer one keeps its lines', async () => {
    const { world, ids } = certified
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const path = `/v1/people/${ids.people}`
    const named = await coordinator.patch(path).set('if-match', '*').send({ givenName: 'Learner\nOne' })
    expect([named.status, named.body.errors[0].pointer]).toEqual([400, '/givenName'])
    const offer = { ...world.school, partnerId: world.host.id, scope: 'One.\nTwo.\tThree.' }
    const { partnerId, scope } = offer
    const term = {
      startsOn: '2026-09-01',
      endsOn: '2027-08-31',
      mutualAcceptance: true,
      assessedBy: 'either',
    }
    const kept = await coordinator.post('/v1/partnerships').send({ partnerId, scope, ...term })
    expect([kept.status, kept.body.scope]).toEqual([201, 'One.\nTwo.\tThree.'])
  })

  test.each([
    'Jānis Bērziņš-Ķirsis',
    "O'Neill",
    'Đặng Thị Hương',
    'אבי כהן',
    'محمد',
    '王小明',
    'नेहा',
    '👩🏽‍🔧 One',
  ])('such as %s is a name', async (name) => {
    const { world, ids } = certified
    const coordinator = world.as({ school: world.school, role: 'coordinator' })
    const changed = await coordinator
      .patch(`/v1/people/${ids.people}`)
      .set('if-match', '*')
      .send({ familyName: name, latinFamilyName: 'One' })
    expect([changed.status, changed.body.familyName]).toEqual([200, name])
  })
})

describe('a page', () => {
  test('isolates what is written from right to left, in its text and not in what it sends', () => {
    const name = 'אבי'
    expect(html`<p title="${name}">${name}: 12</p>`.text).toBe(
      `<p title="${name}">\u2068${name}\u2069: 12</p>`,
    )
    expect(html`<p>${['Bērziņa', html`<b>${name}</b>`]}</p>`.text).toBe(
      `<p>Bērziņa<b>\u2068${name}\u2069</b></p>`,
    )
  })

  test('lets no kept text turn what stands beside it', () => {
    expect(html`<p>${'a\u202eb\u2069c'}</p>`.text).toBe('<p>\u2068a\u202ebc\u2069</p>')
  })
})
