import { beforeAll, describe, expect, test } from 'vitest'
import { given, type Outcome } from '../../setup/given.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Skill = { uri: string; label: string }
type Planned = Outcome & { skills?: string[] }

let world: World
let skills: Skill[]
const outcome: Outcome = { competence: '2.4', baseline: 3, target: 5 }
beforeAll(async () => {
  world = await newWorld()
  const suggestion = await world.anyone.post('/v1/frameworks/digcomp-2.2/suggestions').send(outcome)
  skills = suggestion.body.skills
})

const coordinator = () => world.as({ school: world.school, role: 'coordinator' })
const draft = async (outcomes: Planned[], mobilityId?: unknown) =>
  given(world).draftRequest(mobilityId ?? (await given(world).mobility()).id, outcomes)

describe('ESCO skills that are suggested for a competence', () => {
  test('are agreed by their addresses, and stand by their names in what is signed', async () => {
    const mobility = await given(world).mobility()
    const wanted = skills.slice(0, 2)
    const drafted = await draft([{ ...outcome, skills: wanted.map(({ uri }) => uri) }], mobility.id)
    expect(drafted.body.content.outcomes[0].skills).toEqual(
      wanted.map(({ uri, label }) => ({ uri, label, language: 'en' })),
    )
    const bare = await draft([outcome])
    expect(bare.body.content.outcomes[0]).not.toHaveProperty('skills')
    const { url } = await given(world).ok(
      coordinator().post(`/v1/mobilities/${mobility.id}/agreement/links`).send({ party: 'learner' }),
    )
    const page = await world.anyone
      .get(new URL(String(url)).pathname)
      .set('accept', 'text/html')
      .set('accept-language', 'lv')
    expect(page.text).toContain('ESCO prasmes, ar kurām strādās')
    for (const { label } of wanted) expect(page.text).toContain(`<span lang="en">${label}</span>`)
  })

  test('are none but those, each once, and none where none is known', async () => {
    const [{ uri } = { uri: '' }] = skills
    const { status, body } = await draft([
      { ...outcome, skills: [uri, 'https://example.org/skill', uri] },
      { competence: '2.5', baseline: 2, target: 4, skills: [uri] },
    ])
    expect([status, body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([
      422,
      ['/outcomes/0/skills/1', '/outcomes/0/skills/2', '/outcomes/1/skills/0'],
    ])
    expect(body.errors[0].detail).toContain(uri)
    expect(body.errors[2].detail).toContain('2.5')
  })

  test('are alignments of the badge, said not to be judged by themselves', async () => {
    const [skill] = skills
    const planned = [
      { ...outcome, skills: [skill!.uri] },
      { competence: '1.1', baseline: 2, target: 4 },
    ]
    const { id } = await given(world).certificate(planned)
    const issuer = world.as({ school: world.school, role: 'issuer' })
    const badge = JSON.stringify((await issuer.get(`/v1/certificates/${id}.ob3.json`)).body)
    expect(badge).toContain(`"targetUrl":"${skill!.uri}"`)
    expect(badge).toContain('it was not judged by itself')
  })
})
