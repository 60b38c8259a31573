import { beforeAll, describe, expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { deskOf } from '../../setup/desk.ts'
import { type Case, given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld, type World } from '../../setup/world.ts'

describe('how the link to a desk travelled', () => {
  let world: World
  let step: ReturnType<typeof given>
  beforeAll(async () => {
    world = await newWorld()
    step = given(world)
  })

  /** A case whose host attests the work at a desk, taken to its certificate. */
  async function certified(attest: (made: Case) => Promise<void>) {
    const planned = [{ competence: '1.1', baseline: 2, target: 4 }]
    const made = await step.documentation(planned)
    made.evidence['1.1'] = String((await step.evidence(made.id, ['1.1'])).id)
    await attest(made)
    await step.declareAuthorship(made.id)
    await step.move(made.id, 'complete-documentation')
    await step.assign(made.id, world.school)
    const marks = step.marksFor(made, '1.1', 4)
    const by = (role: 'assessor' | 'validator' | 'issuer') => world.as({ school: world.school, role })
    await step.ok(by('assessor').post(`/v1/recognitions/${made.id}/marks`).send(marks))
    await step.secondMarks(made, [marks])
    await step.move(made.id, 'complete-assessment')
    const decision = { outcomes: [{ competence: '1.1', result: 'reached' }] }
    await step.ok(by('validator').post(`/v1/recognitions/${made.id}/decision`).send(decision))
    const issued = await step.ok(by('issuer').post('/v1/certificates').send({ recognitionId: made.id }))
    const { pathname } = new URL(String(issued.verificationUrl))
    const content = await step.ok(by('issuer').get(`/v1/certificates/${issued.id}.json`))
    const verified = await step.ok(world.anyone.get(pathname).set('accept', 'application/json'))
    const page = async (lang: string) =>
      (await world.anyone.get(`${pathname}?lang=${lang}`).set('accept', 'text/html')).text
    const { behind } = verified.certificate as { behind: string[] }
    return { made, content, behind, page }
  }

  const attestAt = (desk: string) => async (made: Case) => {
    await step.ok(world.anyone.post(`${desk}/attestations`).send({ cases: [made.id] }))
  }

  test('by mail: the certificate says so, and who gave the address; the case file and the ledger, too', async () => {
    const { host, school } = world
    const desk = await deskOf(world, host, host.members.mentor)
    const { made, content, behind, page } = await certified(attestAt(desk))
    expect(content.byLink).toEqual([{ travelled: 'mail', givenBy: 'sending' }])
    expect(behind).toContain('The host worked by a link that we sent to an address from Parauga tehnikums.')
    expect(await page('en')).toContain('What stands behind it')
    expect(await page('lv')).toContain('ko nosūtījām; adresi norādīja Parauga tehnikums')
    const { items } = await step.ok(
      world.as({ school, role: 'admin' }).get(`/v1/audit?action=evidence.attest`),
    )
    const line = (items as { details: object }[])[0]
    expect(line!.details).toMatchObject({ desk: { travelled: 'mail', givenByOrganisation: school.id } })
    const file = await world
      .as({ school, role: 'coordinator' })
      .get(`/v1/recognitions/${made.id}/file.pdf?lang=en`)
      .buffer()
      .parse(asBytes)
    const { text } = await readPdf(file.body)
    const said = '(by a link that we sent; Parauga tehnikums gave the address)'
    expect(text.replace(/\s+/g, '')).toContain(said.replace(/\s+/g, ''))
  })

  test('by hand: that what was done was confirmed by another way stands there', async () => {
    const { host } = world
    const { mentor } = host.members
    const { content, behind } = await certified(async (made) => {
      await attestAt(await deskOf(world, host, mentor, 'by-hand'))(made)
      await step.ok(world.anyone.post(`${await deskOf(world, host, mentor)}/confirmation`).send({}))
    })
    expect(content.byLink).toEqual([{ travelled: 'by-hand', givenBy: 'sending', confirmed: 'themselves' }])
    expect(behind).toContain(
      'The host worked by a link from Parauga tehnikums, and confirmed by another way what it did.',
    )
  })

  test('is not said where nobody of the host worked by a link', async () => {
    const { content, behind } = await certified(async ({ id }) => {
      const mentor = world.as({ school: world.host, role: 'mentor' })
      await step.ok(mentor.post(`/v1/recognitions/${id}/attestation`).send({ statement: 'Done here.' }))
    })
    expect(content).not.toHaveProperty('byLink')
    expect(behind.join(' ')).not.toContain('link')
  })
})
