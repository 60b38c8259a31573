import { expect, test } from 'vitest'
import type { Role } from '../../../src/platform/auth/access.ts'
import { fillPath } from '../../setup/case.ts'
import { given } from '../../setup/given.ts'
import { newMember } from '../../setup/member.ts'
import { bodyOf, type Operation, operationsOf } from '../../setup/operations.ts'
import { newWorld } from '../../setup/world.ts'

/** What somebody of the staff is not called. */
const wrong = { en: /\blearners?\b/i, lv: /izglītības guvēj|izglītojam/i }
/** Codes, addresses, what a law is quoted with, and who stands in the examples. */
const isKept = (text: string) =>
  /^[a-z-]+$|^https?:|^(GET|POST|PUT|PATCH|DELETE) /.test(text) ||
  text.startsWith('/') ||
  /690|^Learner( One)?$/.test(text)
const everyRole: Role[] = ['coordinator', 'mentor', 'assessor', 'validator', 'issuer', 'auditor', 'admin']
const outcomes = [
  { competence: '1.1', baseline: 2, target: 4, justification: 'The school measures everyone by DigComp.' },
]
const stages = ['opened', 'documentation', 'assessment', 'certificate'] as const

/** Texts in an answer that was not sent in, with where they stand. */
function textsIn(value: unknown, sent: string, at = ''): { at: string; text: string }[] {
  if (typeof value === 'string') return isKept(value) || sent.includes(value) ? [] : [{ at, text: value }]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, sent, `${at}/${name}`))
}

/** What ends things comes last, so that all else is asked of what is there. */
const endsThings = ({ path, method }: Operation) =>
  method === 'delete' || /erasure|cancellation|withdrawal|\/end|\/host$|dismissal|revocation/.test(path)

test.each(stages)(
  'no answer about a mobility of staff calls whoever goes a learner, whatever is asked: %s',
  async (stage) => {
    const world = await newWorld()
    const step = given(world)
    const members = [
      { school: world.school, memberId: await newMember(world, world.school, everyRole) },
      { school: world.host, memberId: await newMember(world, world.host, everyRole) },
    ]
    const operations = operationsOf(world.app).filter(
      ({ path }) => path.startsWith('/v1/') && !path.startsWith('/v1/frameworks'),
    )
    const found = new Set<string>()
    let answers = 0
    for (const language of ['en', 'lv'] as const) {
      const person = await step.person({ givenName: 'Teacher', familyName: 'One', email: 'one@example.org' })
      const over = { participant: 'staff', learnerId: person.id }
      const made = stage === 'certificate' ? null : await step[stage](outcomes, over)
      const certificate = made ? null : await step.certificate(outcomes, over)
      const recognition = made?.id ?? String(certificate!.recognitionId)
      const { mobilityId } = await step.ok(
        world.as({ school: world.school, role: 'coordinator' }).get(`/v1/recognitions/${recognition}`),
      )
      const ids = {
        people: String(person.id),
        mobilities: String(mobilityId),
        recognitions: recognition,
        agreements: String(mobilityId),
        ...(certificate && { certificates: String(certificate.id) }),
        outcomes: '1.1',
        versions: '1',
        organisations: world.school.id,
        members: world.school.members.assessor,
      }
      const asked = operations
        .filter(({ path }) => [...path.matchAll(/([\w-]+)\/\{/g)].every(([, noun]) => noun! in ids))
        .sort((one, other) => Number(endsThings(one)) - Number(endsThings(other)))
        .sort((one, other) => Number(one.method !== 'get') - Number(other.method !== 'get'))
      for (const operation of asked)
        for (const { school, memberId } of members) {
          const client = world.as({ school, role: 'coordinator', memberId })
          const example =
            bodyOf(operation)?.mediaType === 'application/json'
              ? (bodyOf(operation)!.example as object)
              : null
          const named = {
            mobilityId,
            learnerId: person.id,
            recognitionId: recognition,
            givenName: 'Teacher',
            email: 'one@example.org',
          }
          const body = example && {
            ...example,
            ...Object.fromEntries(Object.entries(named).filter(([name]) => name in example)),
          }
          const request = client[operation.method](fillPath(operation.path, ids))
            .set('accept-language', language)
            .set('if-match', '*')
          const answer = body ? await request.send(body) : await request
          answers += 1
          for (const { at, text } of textsIn(answer.body, JSON.stringify(body) ?? '')) {
            if (wrong[language].test(text))
              found.add(`${operation.name} ${at.replaceAll(/\d+/g, '0')}: ${text}`)
          }
        }
    }
    expect([...found]).toEqual([])
    expect(answers).toBeGreaterThan(250)
  },
)
