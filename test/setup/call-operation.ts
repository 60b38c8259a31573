import type { Test } from 'supertest'
import { fillPath } from './case.ts'
import { bodyOf, type Operation } from './operations.ts'
import type { Client } from './world.ts'

/** What some reads cannot do without. */
export const queries: Record<string, string> = {
  searchFramework: '?q=data',
  downloadCohort: '?projectCode=2026-1-LV01-KA121-VET-000012345',
  printCohort: '?projectCode=2026-1-LV01-KA121-VET-000012345',
}

/** Asks for an operation on what has these ids, with the example of the description as its body. */
export function callOperation(client: Client, operation: Operation, ids: Record<string, string>): Test {
  const request = client[operation.method](
    fillPath(operation.path, ids) + (queries[operation.operationId!] ?? ''),
  )
  if (operation.method === 'patch') request.set('if-match', '*')
  const body = bodyOf(operation)
  if (!body) return request
  if (body.mediaType !== 'multipart/form-data')
    return request.set('content-type', body.mediaType).send(body.example as object)
  const fields = Object.entries(body.example as Record<string, string>).filter(([name]) => name !== 'file')
  for (const [name, value] of fields) request.field(name, name === 'competences' ? '1.1' : String(value))
  return request.attach('file', Buffer.from('Work of a learner.'), 'work.txt')
}
