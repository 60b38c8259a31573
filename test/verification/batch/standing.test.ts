import { expect, test } from 'vitest'
import { checkedStanding, isGenuine } from '../../../src/verification/batch/standing.ts'
import { kinds, unchecked } from '../../../src/verification/verify/verification.ts'

const statuses = {
  expired: 'expired',
  'not-yet-valid': 'not-yet-valid',
  unconfirmed: 'unconfirmed',
  revoked: 'revoked',
  replaced: 'revoked',
  altered: 'altered',
  unknown: 'unknown',
  unreadable: 'unknown',
  'not-ours': 'unknown',
  'number-given': 'unknown',
} as const

test('only what is as it was issued is genuine, and only of that it is told what has become of it', () => {
  const told = kinds.map((kind) => {
    const status = statuses[kind as keyof typeof statuses] ?? 'valid'
    const found = { ...unchecked, ...(kind === 'code-only' ? { format: 'code-read' as const } : {}) }
    const verdict = { kind, status, found, certificate: null }
    return [kind, isGenuine(verdict), checkedStanding(verdict)]
  })
  expect(told).toEqual([
    ['genuine', true, 'in-force'],
    ['saved-again', true, 'in-force'],
    ['code-only', null, 'in-force'],
    ['several', true, 'in-force'],
    ['under-appeal', true, 'in-force'],
    ['expired', true, 'expired'],
    ['not-yet-valid', true, 'not-yet-valid'],
    ['unconfirmed', null, null],
    ['number-given', null, null],
    ['unreadable', null, null],
    ['not-ours', null, null],
    ['unknown', false, null],
    ['replaced', true, 'replaced'],
    ['revoked', true, 'revoked'],
    ['altered', false, null],
  ])
})
