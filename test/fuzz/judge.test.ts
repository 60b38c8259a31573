import { expect, test } from 'vitest'
import { documentOf, operationsOf } from '../setup/operations.ts'
import { newWorld } from '../setup/world.ts'
import { judgeBy } from './judge.ts'

test('an answer is faulty that is not described, not by its schema, or shows what is inside', async () => {
  const { app } = await newWorld()
  const judge = judgeBy(documentOf(app))
  const operation = operationsOf(app).find(({ operationId }) => operationId === 'checkLiveness')!
  const answered = (status: number, body: string, type = 'application/json') =>
    judge(operation, { status, headers: { 'content-type': type }, body: Buffer.from(body) })
  const problem = (detail: string) =>
    answered(400, JSON.stringify({ type: 'a', title: 'b', status: 400, detail }), 'application/problem+json')

  expect(answered(200, '{"status":"ok"}')).toEqual([])
  expect(problem('There is no such day.')).toEqual([])
  expect(answered(500, '{}')).toContain('answers 500')
  expect(answered(418, '{}')).toContain('GET /healthz answers 418')
  expect(answered(200, 'ok', 'text/plain')).toContain('GET /healthz answers 200 as text/plain')
  expect(answered(200, '{"status":"ok"')).toContain('is called JSON and is none')
  expect(answered(200, '{"state":"ok"}')[0]).toMatch(/^is not as described: /)
  expect(problem('Failed query: select "id" from "people"')).toContain('shows SQL')
  expect(problem('duplicate key value violates unique constraint "people_pkey"')).toContain('shows SQL')
  expect(problem('Error\n    at read (file:///srv/service/src/app.ts:3:1)')).toContain('shows a stack')
  expect(problem('no such file: /var/lib/service/evidence/ab')).toContain('shows a path')
  expect(problem('TypeError: x is not a function')).toContain('shows an error')
})
