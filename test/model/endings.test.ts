import fc from 'fast-check'
import { expect, test } from 'vitest'
import { given } from '../setup/given.ts'
import { newMember } from '../setup/member.ts'
import { newWorld } from '../setup/world.ts'

const steps = [
  'ask-revocation',
  'confirm-revocation',
  'dismiss-revocation',
  'propose-correction',
  'confirm-correction',
  'dismiss-correction',
  'complain',
  'reject-complaint',
] as const
type Step = (typeof steps)[number]

/** What may wait beside the newest certificate of a case, and whether that one is revoked. */
type Ending = { revoked: boolean; waits: 'revocation' | 'correction' | null; complaint: string | null }

/** By the rules: what of all this is possible now. */
function isPossible(step: Step, { revoked, waits, complaint }: Ending): boolean {
  switch (step) {
    case 'ask-revocation':
      return !revoked && waits === null
    case 'confirm-revocation':
    case 'dismiss-revocation':
      return waits === 'revocation'
    case 'propose-correction':
      return waits === null && complaint === null
    case 'confirm-correction':
      return waits === 'correction' && complaint === null
    case 'dismiss-correction':
      return waits === 'correction'
    case 'complain':
      return complaint === null
    case 'reject-complaint':
      return complaint !== null
  }
}

test('however the endings of a certificate cross, one thing waits beside it, and each has an end', async () => {
  const world = await newWorld()
  const { ok, certificate } = given(world)
  const as = (role: 'coordinator' | 'issuer' | 'admin') => world.as({ school: world.school, role })
  const walks = fc.array(fc.constantFrom(...steps), { minLength: 14, maxLength: 14 })
  for (const walk of fc.sample(walks, { numRuns: 3, seed: 12 })) {
    const first = await certificate([{ competence: '1.1', baseline: 2, target: 4 }])
    const { recognitionId } = first
    const c: Ending = { revoked: false, waits: null, complaint: null }
    let id = String(first.id)
    const at = (rest: string) => `/v1/certificates/${id}/${rest}`
    const { mobility } = await ok(as('coordinator').get(`/v1/certificates/${id}.json`))
    let turn = 0

    const propose = async () => {
      const wrong = (await ok(as('coordinator').get(`/v1/certificates/${id}.json`))).mobility as {
        programme: string
      }
      const right = `Programme ${turn}`
      const stay = `/v1/mobilities/${(mobility as { id: string }).id}`
      await ok(as('coordinator').patch(stay).set('if-match', '*').send({ programme: right }))
      const fields = [{ field: 'mobility.programme', wrong: wrong.programme, right }]
      return as('coordinator').post(at('correction')).send({ reason: 'It was wrong.', fields })
    }
    const complain = async () => {
      const link = as('coordinator').post(`/v1/recognitions/${recognitionId}/appeal-links`)
      const { url } = await ok(link.send({ party: 'learner' }))
      const form = { kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }
      return world.anyone.post(new URL(String(url)).pathname).send(form)
    }
    const reject = async () => {
      // Nobody hears two of one case.
      const memberId = await newMember(world, world.school, ['validator'])
      const hearer = world.as({ school: world.school, role: 'validator', memberId })
      const path = `/v1/appeals/${c.complaint}`
      await ok(hearer.post(`${path}/hearing`))
      return hearer.post(`${path}/decision`).send({ outcome: 'rejected', reasons: 'It did not.' })
    }
    const send: Record<Step, () => PromiseLike<{ status: number; body: Record<string, unknown> }>> = {
      'ask-revocation': () => as('coordinator').post(at('revocation')).send({ reason: 'wrong-data' }),
      'confirm-revocation': () => as('issuer').post(at('revocation/confirmation')),
      'dismiss-revocation': () => as('issuer').post(at('revocation/dismissal')),
      'propose-correction': propose,
      'confirm-correction': () => as('issuer').post(at('correction/confirmation')),
      'dismiss-correction': () => as('issuer').post(at('correction/dismissal')),
      complain,
      'reject-complaint': reject,
    }
    const done: Record<Step, (body: Record<string, unknown>) => void> = {
      'ask-revocation': () => Object.assign(c, { waits: 'revocation' }),
      'confirm-revocation': () => Object.assign(c, { waits: null, revoked: true }),
      'dismiss-revocation': () => Object.assign(c, { waits: null }),
      'propose-correction': () => Object.assign(c, { waits: 'correction' }),
      'confirm-correction': (body) => {
        id = String(body.id)
        Object.assign(c, { waits: null, revoked: false })
      },
      'dismiss-correction': () => Object.assign(c, { waits: null }),
      complain: (body) => Object.assign(c, { complaint: (body.appeals as { id: string }[]).at(-1)!.id }),
      'reject-complaint': () => Object.assign(c, { complaint: null }),
    }
    const take = async (step: Step) => {
      turn += 1
      if (step === 'reject-complaint' && c.complaint === null) return
      if (step === 'complain' && c.complaint !== null) return
      const { status, body } = await send[step]()
      expect([walk, turn, step, status < 300]).toEqual([walk, turn, step, isPossible(step, c)])
      if (status < 300) done[step](body)
      const { items } = await ok(as('admin').get('/v1/work?view=all&limit=200'))
      const kinds = (items as { kind: string; recognitionId: string }[])
        .filter((item) => item.recognitionId === recognitionId && item.kind !== 'recognition-act')
        .map(({ kind }) => kind)
      const isHeld = c.waits === 'correction' && c.complaint !== null
      const expected = [...(c.complaint ? ['appeal'] : []), ...(c.waits && !isHeld ? [c.waits] : [])]
      expect([walk, turn, kinds.sort()]).toEqual([walk, turn, expected.sort()])
      const listed = await ok(as('admin').get(`/v1/certificates?recognitionId=${recognitionId}`))
      const valid = (listed.items as { id: string; status: string }[]).filter(
        ({ status }) => status === 'valid',
      )
      expect(valid.map((row) => row.id)).toEqual(c.revoked ? [] : [id])
    }
    for (const step of walk) await take(step)
    // Whatever was left waiting has its end, and one is in force again.
    if (c.complaint) await take('reject-complaint')
    if (c.waits) await take(`dismiss-${c.waits}`)
    if (c.revoked) for (const step of ['propose-correction', 'confirm-correction'] as const) await take(step)
  }
}, 60_000)
