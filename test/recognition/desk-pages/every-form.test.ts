import { beforeAll, describe, expect, test } from 'vitest'
import { deskOf } from '../../setup/desk.ts'
import { given } from '../../setup/given.ts'
import { type Operation, operationsOf } from '../../setup/operations.ts'
import { newWorld, type World } from '../../setup/world.ts'

type Form = Record<string, string>
type Kind = { at: string; form: Form; files?: true }

describe('every form of a desk', () => {
  let world: World
  let kinds: Map<string, Kind>
  beforeAll(async () => {
    world = await newWorld()
    const { school, host } = world
    const step = given(world)
    const documented = await step.documentation()
    const id = String((await step.evidence(documented.id, ['1.1'])).id)
    const marked = await step.assessment()
    const mentor = `${await deskOf(world, host, host.members.mentor)}/recognitions/${documented.id}`
    const assessor = `${await deskOf(world, school, school.members.assessor)}/recognitions/${marked.id}`
    const { criteria } = marked.outcomes.find(({ competence }) => competence === '1.1')!
    const made = { producedOn: '2026-09-20', competences: '1.1' }
    const [first, second] = criteria
    kinds = new Map([
      [
        'submitEvidenceAtDesk',
        { at: `${mentor}/evidence`, form: { title: 'Plan of one', ...made }, files: true },
      ],
      [
        'recordObservation',
        {
          at: `${mentor}/observations`,
          form: { text: 'Did it alone.', position: 'Manager of one', ...made },
        },
      ],
      [
        'withdrawEvidenceAtDesk',
        { at: `${mentor}/evidence/${id}/withdrawal`, form: { reason: 'It is the wrong one.' } },
      ],
      ['extendEvidenceAtDesk', { at: `${mentor}/evidence/${id}/outcomes`, form: { competences: '2.4' } }],
      [
        'markAtDesk',
        {
          at: `${assessor}/outcomes/1.1`,
          form: {
            [`mark:${first!.id}`]: 'partly',
            [`comment:${first!.id}`]: 'The first comment.',
            [`mark:${second!.id}`]: 'met',
            [`comment:${second!.id}`]: 'The second comment.',
            'other-method': 'A method of one',
            contradiction: 'Why this is so.',
            do: 'submit',
          },
        },
      ],
    ])
  })

  const forms = (): Operation[] =>
    operationsOf(world.app).filter(
      ({ method, path }) =>
        method === 'post' &&
        /^\/desk\/\{secret\}\/recognitions\/\{id\}\/(?:evidence|observations|outcomes)/.test(path),
    )

  async function send({ at, form, files }: Kind) {
    const request = world.anyone.post(`${at}?lang=en`).set('accept', 'text/html')
    if (!files) return request.type('form').redirects(0).send(form)
    for (const [name, value] of Object.entries(form)) request.field(name, value)
    return request.attach('file', Buffer.from('A piece of work.'), 'one.txt')
  }

  /** What a field is broken by: letters that no paper shows, half of a pair, far too many of them. */
  const broken = ['\u0001', 'x'.repeat(30_000), '\u{e000}\u{e001}']

  test('is tried here', () => {
    const known = forms().map(({ operationId }) => operationId)
    expect([...kinds.keys()].sort()).toEqual(known.sort())
  })

  test('that has a broken field comes back with what is typed in all the others', async () => {
    for (const [name, kind] of kinds)
      for (const field of Object.keys(kind.form).filter((each) => each !== 'do' && !each.startsWith('mark:')))
        for (const value of broken) {
          const answer = await send({ ...kind, form: { ...kind.form, [field]: value } })
          expect([name, field, value.length, answer.status]).toEqual([
            name,
            field,
            value.length,
            expect.toSatisfy((status: number) => status >= 400 && status < 500),
          ])
          const others = Object.entries(kind.form).filter(([other]) => other !== field && other !== 'do')
          for (const [other, typed] of others)
            expect([name, field, other, answer.text.includes(typed)]).toEqual([name, field, other, true])
          expect(answer.text).toContain('role="alert"')
        }
  })

  test('says what is wrong beside the field, which names where it is said', async () => {
    const { at, form } = kinds.get('recordObservation')!
    const { text } = await send({ at, form: { ...form, producedOn: '2027-09-20', position: '' } })
    expect(text).toMatch(
      /id="position"[^>]*aria-describedby="position-hint position-wrong"[^>]*aria-invalid="true"/,
    )
    expect(text).toContain('id="position-wrong"')
    expect(text).toContain('Did it alone.')
  })
})
