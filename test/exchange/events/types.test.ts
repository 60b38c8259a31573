import { expect, test } from 'vitest'
import { actions } from '../../../src/actions.ts'
import {
  eventNames,
  eventTypes,
  linesWithoutEvent,
  typeOfLine,
} from '../../../src/exchange/events/event-types.ts'

const lines = [...new Set(Object.values(actions).map(({ ledger }) => ledger))]
const told = eventNames.flatMap((name) => eventTypes[name].lines)

test('every line that an action writes is read as one type of event, or is named as being none', () => {
  expect([...told, ...linesWithoutEvent].sort()).toEqual([...lines].sort())
  expect(
    lines.filter((line) => linesWithoutEvent.includes(line) === (typeOfLine(line) !== undefined)),
  ).toEqual([])
})

test('every type is named as Standard Webhooks names them', () => {
  expect(eventNames.filter((name) => !/^[a-z_]+[.][a-z_]+$/.test(name))).toEqual([])
})
