import { expect, test } from 'vitest'
import { asBytes } from '../../setup/bytes.ts'
import { given } from '../../setup/given.ts'
import { readPdf } from '../../setup/read-pdf.ts'
import { newWorld } from '../../setup/world.ts'

const two = {
  birthDate: '2010-05-14',
  guardianName: 'Guardian One',
  secondGuardianName: 'Guardian Two',
}

test('agreement, certificate and case file say that both guardians signed, and which is which', async () => {
  const world = await newWorld()
  const step = given(world)
  const as = (role: 'coordinator' | 'admin' | 'auditor') => world.as({ school: world.school, role })
  await step.ok(as('admin').patch('/v1/settings').set('if-match', '*').send({ bothGuardians: true }))
  const learner = await step.person(two)
  const { id, recognitionId } = await step.certificate([{ competence: '1.1', baseline: 2, target: 4 }], {
    learnerId: learner.id,
    guardian: 'both',
  })
  const read = async (role: 'coordinator' | 'auditor', path: string) => {
    const { body } = await as(role).get(path).buffer().parse(asBytes).expect(200)
    return (await readPdf(body as Buffer)).text.replaceAll(/[\s\u00a0]+/g, ' ')
  }
  const { mobilityId } = await step.ok(as('coordinator').get(`/v1/recognitions/${recognitionId}`))
  const path = `/v1/mobilities/${mobilityId}/agreement/versions/1/papers`
  for (const [language, first, second] of [
    ['en', 'Legal guardian Guardian One', 'Second legal guardian Guardian Two'],
    ['lv', 'Likumiskais pārstāvis Guardian One', 'Otrs likumiskais pārstāvis Guardian Two'],
  ] as const) {
    const paper = await step.ok(as('coordinator').post(path).send({ language }))
    const text = await read('coordinator', `/v1/papers/${paper.id}.pdf`)
    expect([text.includes(first), text.includes(second)]).toEqual([true, true])
  }
  const certificate = await read('coordinator', `/v1/certificates/${id}.pdf`)
  expect(certificate).toContain('abi likumiskie pārstāvji')
  expect(certificate).toContain('both legal guardians')
  for (const [language, called] of [
    ['en', 'second legal guardian'],
    ['lv', 'otrs likumiskais pārstāvis'],
  ] as const) {
    const file = await read('auditor', `/v1/recognitions/${recognitionId}/file.pdf?lang=${language}`)
    expect(file).toMatch(new RegExp(`${called} Guardian Two`))
  }
})
