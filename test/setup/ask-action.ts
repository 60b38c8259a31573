import type { Action } from '../../src/platform/actions/action.ts'
import { fillPath } from './case.ts'
import { hashOf, oneLearner } from './imports.ts'
import { bodyOf, type Operation } from './operations.ts'
import type { Thing } from './things.ts'
import type { World } from './world.ts'

const nobody = '01993c7e-0000-7000-8000-0000000000ff'

let serial = 0

export type Answer = { status: number; reason: string }

/** What the examples of the API description do not say: which of several actions, and what a link is for. */
const bodies: Record<string, (ids: Record<string, string>, example: object) => object> = {
  refuseRecognition: () => ({ action: 'refuse', reason: 'Nothing was reached.' }),
  withdrawRecognition: () => ({ action: 'withdraw', reason: 'It ended early.' }),
  reinstateRecognition: () => ({ action: 'reinstate' }),
  completeIdentification: () => ({ action: 'complete-identification' }),
  completeDocumentation: () => ({ action: 'complete-documentation' }),
  completeAssessment: () => ({ action: 'complete-assessment' }),
  rejectAppeal: () => ({ outcome: 'rejected', reasons: 'All was seen.' }),
  submitAppeal: () => ({ kind: 'complaint', grounds: 'It came late.', name: 'Learner One' }),
  withdrawAppeal: ({ appeals }) => ({ appealId: appeals }),
  // The same example again is somebody else of the same name.
  registerLearner: (_ids, example) => ({ ...example, sameNameIsAnother: true }),
  // Of the two outcomes one has its first marks.
  recordMarks: (_ids, example) => ({ ...example, competence: '1.1' }),
  // What each of the items may be is asked, too: every member and client may do this.
  startBatch: ({ batches }) => ({ action: 'cancelBatch', items: [{ params: { id: batches ?? nobody } }] }),
  runImport: () => ({ sha256: hashOf(oneLearner) }),
  // To somebody else it is handed in its own test.
  handOverWork: ({ members }, example) => ({ ...example, to: members ?? nobody }),
  // An organisation has one project of a code.
  registerProject: (_ids, example) => ({ ...example, code: String(100_000_000 + ++serial) }),
  askSecondMarking: (_ids, example) => ({ ...example, competence: '2.4' }),
}

/** Asks for an action over HTTP, with a token or the secret of a link, and with the example of the API description. */
export async function askAction(
  world: World,
  { action, operation, thing }: { action: Action; operation: Operation; thing: Thing },
  by: { token: string; roles?: readonly string[] } | { secret: string },
): Promise<Answer> {
  const secret = 'secret' in by ? by.secret : ''
  const ids = {
    ...thing.ids,
    sign: secret,
    information: secret,
    declare: secret,
    holder: secret,
    appeal: secret,
    desk: secret,
    me: secret,
    confirm: secret,
  }
  // Which tables somebody sends is theirs by what they may do for one row.
  const own = 'token' in by && by.roles?.includes('assessor') ? { kind: 'marks' } : {}
  const { body, type } = bodyFor(action, operation, ids, { secret, own })
  const { port } = world.app.server.address() as { port: number }
  const response = await fetch(`http://127.0.0.1:${port}${fillPath(operation.path, ids)}`, {
    method: operation.method.toUpperCase(),
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${'token' in by ? by.token : by.secret}`,
      'if-match': '*',
      ...(type ? { 'content-type': type } : {}),
    },
    ...(body ? { body } : {}),
  })
  const text = await response.text()
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json')
  const reason = isProblem ? JSON.parse(text).type.replace('urn:problem:', '') : ''
  return { status: response.status, reason }
}

function bodyFor(
  action: Action,
  operation: Operation,
  ids: Record<string, string>,
  { secret, own }: { secret: string; own: Record<string, string> },
): { body?: string | FormData; type?: string } {
  if (action.key === 'redeemOffer') {
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const form = new URLSearchParams({ grant_type: grant, 'pre-authorized_code': secret })
    return { body: form.toString(), type: 'application/x-www-form-urlencoded' }
  }
  const sent = bodyOf(operation)
  if (!sent) return {}
  if (sent.mediaType === 'multipart/form-data')
    return { body: formOf({ ...(sent.example as Record<string, string>), ...own }) }
  const example = sent.example as object
  const body = bodies[action.key]?.(ids, example) ?? withIds(example, ids)
  return { body: JSON.stringify(body), type: 'application/json' }
}

function formOf(example: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(example))
    if (name !== 'file' && name !== 'profile')
      form.append(name, name === 'competences' ? '1.1' : String(value))
  form.append('file', new Blob(['Work of a learner.']), 'work.txt')
  return form
}

/** The example with the ids of what is there, where it names any. */
function withIds(example: object, ids: Record<string, string>): object {
  const known: Record<string, string | undefined> = {
    recognitionId: ids.recognitions,
    mobilityId: ids.mobilities,
    learnerId: ids.people,
    memberId: ids.members,
    mergedId: ids.twins,
  }
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, known[name] ?? value]))
}
