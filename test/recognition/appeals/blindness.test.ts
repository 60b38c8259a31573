import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../src/platform/auth/access.ts'
import { roles } from '../../../src/platform/auth/access.ts'
import { asBytes } from '../../setup/bytes.ts'
import { type Case, given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { type Operation, operationsOf } from '../../setup/operations.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { type Client, newWorld, type World } from '../../setup/world.ts'

/** Marked at these levels, neither is marked a second time. */
const outcomes = [{ competence: '1.1', baseline: 2, target: 4 }]
const reason = 'Nothing was reached.'

/** Two cases that differ only in what was marked and decided. */
describe('whoever may be asked to mark in an appeal', () => {
  let world: World
  let step: ReturnType<typeof given>
  let reached: Case
  let missed: Case
  let assessor: string
  let everything: string
  let atHost: string
  let certificate: string

  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
    const { school, host } = world
    assessor = await newMember(world, school, ['assessor'])
    everything = await newMember(world, school, [...roles])
    atHost = await newMember(world, host, [...roles])
    reached = await step.decided(outcomes)
    missed = await step.decided(outcomes, { '1.1': 'not-reached' }, { '1.1': 1 })
  })

  const as = (role: Role) => world.as({ school: world.school, role })

  /** Everything that tells the two apart by accident: ids, moments, hashes. */
  function plain(text: string): string {
    const seen: string[] = []
    return text
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
        if (!seen.includes(id)) seen.push(id)
        return `id ${seen.indexOf(id)}`
      })
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'moment')
      .replace(/\b[0-9a-f]{64}\b/g, 'hash')
      .replace(/"(position|next)":("[^"]*"|\d+|null)/g, '"$1":0')
      .replace(/L-\d+|piece \d+/g, 'learner')
  }

  async function idsOf(made: Case): Promise<Record<string, string>> {
    const coordinator = as('coordinator')
    const mobility = await step.ok(coordinator.get(`/v1/mobilities/${made.mobilityId}`))
    const appeals = await step.ok(coordinator.get(`/v1/appeals?recognitionId=${made.id}`))
    const [appeal] = appeals.items as { id: string }[]
    return {
      recognitions: made.id,
      mobilities: made.mobilityId,
      people: String(mobility.learnerId),
      evidence: made.evidence['1.1']!,
      outcomes: '1.1',
      versions: '1',
      ...(appeal ? { appeals: appeal.id } : {}),
    }
  }

  /** The address of what an operation reads of a case; null where it reads something else. */
  function addressOf({ path }: Operation, ids: Record<string, string>): string | null {
    const parts = path.match(/([\w-]+)\/\{\w+\}/g) ?? []
    if (parts.length === 0 || parts.some((part) => !ids[part.split('/')[0]!])) return null
    return path.replace(/([\w-]+)\/\{\w+\}/g, (_, noun: string) => `${noun}/${ids[noun]}`)
  }

  const reads = () =>
    operationsOf(world.app).filter(({ method, access }) => method === 'get' && access !== 'public')

  /** Asks for everything about both cases, and answers with what tells them apart. */
  async function differences(
    school: World['school'],
    memberId: string,
    held: readonly Role[],
  ): Promise<string[]> {
    const both = [await idsOf(reached), await idsOf(missed)]
    const found: string[] = []
    for (const operation of reads()) {
      const { access, name, path } = operation
      const may = access === 'public' ? [] : (access.roles ?? roles)
      for (const role of held.filter((one) => may.includes(one))) {
        const client = world.as({ school, role, memberId })
        const lists = path.includes('{')
          ? []
          : [path, `${path}?${path === '/v1/work' ? 'view=all' : 'side=hosted'}`]
        const told = await Promise.all(
          both.map(async (ids) => {
            const address = addressOf(operation, ids)
            if (address) return [await toldAt(client, address)]
            return Promise.all(lists.map(async (list) => itemsOn(await client.get(list), ids)))
          }),
        )
        if (JSON.stringify(told[0]) !== JSON.stringify(told[1]))
          found.push(
            `${name} as ${role}: ${firstDifference(JSON.stringify(told[0]), JSON.stringify(told[1]))}`,
          )
      }
    }
    return found
  }

  /** What an address answers; of a paper what it says, since packed it says something else with every learner. */
  async function toldAt(client: Client, address: string): Promise<string> {
    if (!address.endsWith('.pdf')) {
      const answer = await client.get(address)
      return `${answer.status} ${plain(answer.text ?? String(answer.body))}`
    }
    const { status, body } = await client.get(address).buffer().parse(asBytes)
    return `${status} ${plain(status === 200 ? (await readPdf(body)).text : String(body))}`
  }

  /** The words around where two texts part. */
  function firstDifference(one: string, other: string): string {
    const at = [...one].findIndex((letter, index) => letter !== other[index])
    return [one, other].map((text) => text.slice(Math.max(0, at - 60), at + 100)).join(' / ')
  }

  /** What a list says of a case. */
  function itemsOn(
    answer: { status: number; body: { items?: object[] } },
    ids: Record<string, string>,
  ): string {
    const about = (answer.body.items ?? []).map((item) => JSON.stringify(item))
    const its = about.filter((item) => Object.values(ids).some((id) => id.length > 30 && item.includes(id)))
    return `${answer.status} ${plain(its.join('\n'))}`
  }

  test('is not told in validation what was decided', async () => {
    expect(await differences(world.school, assessor, ['assessor'])).toEqual([])
  })

  describe('once both are closed and appealed', () => {
    beforeAll(async () => {
      const issued = await step.ok(as('issuer').post('/v1/certificates').send({ recognitionId: reached.id }))
      certificate = String(issued.id)
      const act = {
        decision: 'in-full',
        recognisedAs: [{ kind: 'module', reference: 'Digital skills' }],
        legalBasis: 'Regulation No. 70',
        decidedOn: '2026-11-21',
      }
      await step.ok(as('issuer').post(`/v1/certificates/${certificate}/acts`).send(act))
      await step.ok(
        as('coordinator').post(`/v1/certificates/${certificate}/revocation`).send({ reason: 'wrong-data' }),
      )
      const end = { action: 'refuse', reason }
      await step.ok(as('validator').post(`/v1/recognitions/${missed.id}/transitions`).send(end))
      const hearer = await newMember(world, world.school, ['validator'])
      for (const { id } of [reached, missed]) {
        const link = await step.ok(
          as('coordinator').post(`/v1/recognitions/${id}/appeal-links`).send({ party: 'learner' }),
        )
        const form = { kind: 'appeal', competences: ['1.1'], grounds: `Level ${id}`, name: 'Learner One' }
        const page = await step.ok(world.anyone.post(new URL(String(link.url)).pathname).send(form))
        const [appeal] = page.appeals as { id: string }[]
        const hearing = world.as({ school: world.school, role: 'validator', memberId: hearer })
        await step.ok(hearing.post(`/v1/appeals/${appeal!.id}/hearing`))
        await step.ok(as('coordinator').post(`/v1/appeals/${appeal!.id}/marking-request`))
      }
    })

    test.each(['assessor', 'everything', 'atHost'] as const)(
      'is told nothing of it by any route, as %s',
      async (who) => {
        const member = { assessor, everything, atHost }[who]
        const school = who === 'atHost' ? world.host : world.school
        expect(await differences(school, member, who === 'assessor' ? ['assessor'] : roles)).toEqual([])
      },
    )

    test('gets no form of the certificate and nothing said of it, while those who need them do', async () => {
      const paths = reads().flatMap(({ path }) =>
        path.startsWith('/v1/certificates/{id}') ? [path.replace('{id}', certificate)] : [],
      )
      expect(paths.length).toBeGreaterThan(6)
      for (const path of paths)
        for (const role of roles) {
          const blind = await world.as({ school: world.school, role, memberId: everything }).get(path)
          expect([path, role, blind.status]).toEqual([path, role, 403])
        }
      const project = '?projectCode=2026-1-LV01-KA121-VET-000012345'
      for (const path of [`/v1/certificates.zip${project}`, `/v1/certificates.pdf${project}`]) {
        const client = world.as({ school: world.school, role: 'coordinator', memberId: everything })
        expect([path, (await client.get(path)).status]).toEqual([path, 404])
        expect([path, (await as('coordinator').get(path)).status]).toEqual([path, 200])
      }
      const refused = await world
        .as({ school: world.school, role: 'issuer', memberId: everything })
        .get(paths[0]!)
      expect(refused.body.detail).toMatch(/You may yet be asked to mark/)
    })

    test('is given no link that shows it, for themselves or to be passed on', async () => {
      const links = operationsOf(world.app).filter(
        ({ method, path }) =>
          method === 'post' &&
          /^\/v1\/(certificates|recognitions)\/\{id\}\/[\w-]+-(links|offers)$/.test(path),
      )
      expect(links.length).toBeGreaterThan(3)
      const client = world.as({ school: world.school, role: 'coordinator', memberId: everything })
      /** What is behind the link that is made, or why none is. */
      const behind = async (address: string): Promise<string> => {
        const asked = address.endsWith('/appeal-links') ? { party: 'learner' } : {}
        const { status, body } = await client.post(address).send(asked)
        if (status !== 201) return `${status} ${plain(JSON.stringify(body))}`
        const { pathname } = new URL(String(body.url ?? body.uri))
        const page = await world.anyone.get(pathname).set('accept', 'application/json')
        return `${page.status} ${plain(page.text).replaceAll(pathname, 'the link')}`
      }
      for (const { path } of links) {
        if (path.includes('certificates')) {
          expect(await behind(path.replace('{id}', certificate))).toMatch(/^403 /)
          continue
        }
        const [one, other] = [reached, missed].map(({ id }) => path.replace('{id}', id))
        expect(await behind(one!)).toBe(await behind(other!))
      }
      await step.ok(
        as('coordinator').post(`/v1/recognitions/${reached.id}/appeal-links`).send({ party: 'learner' }),
      )
    })

    test('is told no case by the stage in which it ended', async () => {
      const client = world.as({ school: world.school, role: 'assessor', memberId: assessor })
      const stages = (await client.get('/v1/recognitions')).body.items.map(
        (item: { stage: string }) => item.stage,
      )
      expect(stages).toEqual(['closed', 'closed'])
      for (const stage of ['certified', 'refused'])
        expect((await client.get(`/v1/recognitions?stage=${stage}&limit=1`)).body).toMatchObject({
          items: [],
          next: null,
        })
      expect((await as('coordinator').get('/v1/recognitions?stage=certified')).body.items.length).toBe(1)
    })

    test('documents go to the issuing side, and the host reads what the certificate says without the birth date', async () => {
      const path = `/v1/certificates/${certificate}`
      for (const form of ['pdf', 'jwt', 'ob3.json', 'edc.jsonld']) {
        const host = await world.as({ school: world.host, role: 'coordinator' }).get(`${path}.${form}`)
        expect([form, host.status]).toEqual([form, 403])
        const mentor = await as('mentor').get(`${path}.${form}`)
        expect([form, mentor.status]).toEqual([form, 403])
      }
      const whole = (await as('coordinator').get(`${path}.json`)).body
      expect(whole.learner.birthDate).toBe('2006-05-14')
      const shown = await world.as({ school: world.host, role: 'mentor' }).get(`${path}.json`)
      const { birthDate: _, ...learner } = whole.learner
      expect(shown.body).toEqual({ ...whole, learner })
      expect(shown.text).not.toContain('2006-05-14')
      const hosted = await world
        .as({ school: world.host, role: 'coordinator' })
        .get(`/v1/certificates.zip?ids=${certificate}`)
      expect(hosted.status).toBe(404)
    })
  })
})
