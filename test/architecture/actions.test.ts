import { describe, expect, test } from 'vitest'
import { actions } from '../../src/actions.ts'
import { buildApp } from '../../src/app.ts'
import type { Services } from '../../src/context.ts'
import type { Action, ActionTable } from '../../src/platform/actions/action.ts'
import type { DescribedRoute } from '../../src/platform/http/api-document.ts'
import { apiPath } from '../../src/platform/http/describe.ts'
import { routesOf } from '../setup/operations.ts'
import { publicUrl } from '../setup/world.ts'

/** A route of a link, where it is asked for on the page of a learner. */
const asOwn = (route: string) => route.replace(/\/me\/\{secret\}(\/[\w-]+)\/\{subject\}/, '$1/{secret}')

/** At a desk, people do what they may by its row, whatever else its route is. */
const isAtDesk = (route: string) => route.startsWith('POST /desk/{secret}/')

/** What is wrong between the table of actions and the routes. */
function faultsOf(table: ActionTable, routes: readonly DescribedRoute[]): string[] {
  const doing = routes
    // The framework answers HEAD wherever there is a GET.
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, url, config }) => ({
      route: `${String(method)} ${apiPath(url)}`,
      done: config?.actions ?? [],
    }))
  const isDone = (action: Action) =>
    doing.some(({ route, done }) => route === action.route && done.some(({ key }) => key === action.key))
  const rows = Object.entries(table)
  return [
    ...rows.filter(([key, row]) => row.key !== key).map(([key]) => `${key} is not the key of its row`),
    ...rows
      .filter(([, row]) => (row.route === null) !== 'service' in row.by)
      .map(([key]) => `${key} is done neither through a route nor by the service, or by both`),
    ...rows
      .filter(([, row]) => row.route && !isDone(row))
      .map(([key, row]) => `${key}: ${row.route} does not do it`),
    ...doing.flatMap(({ route, done }) =>
      done
        .filter(({ key }) => !isAtDesk(route) && ![route, asOwn(route)].includes(String(table[key]?.route)))
        .map(({ key }) => `${route} does ${key}, which is not its own`),
    ),
  ]
}

describe('the table of actions', () => {
  test('says of every action by which route it is done, or that the service does it, and so do the routes', async () => {
    const services = { frameworks: new Map(), publicUrl, eudiWallets: true } as Partial<Services>
    const app = await buildApp(services as Services)
    await app.ready()
    expect(faultsOf(actions, routesOf(app))).toEqual([])
    await app.close()
  })

  test('is seen to lack a route, and a route to do what is not its own', () => {
    const [first, second] = [actions.registerClient, actions.registerMember]
    const route = (action: Action, url: string): DescribedRoute => ({
      method: 'POST',
      url,
      config: { actions: [action] },
    })
    const table = {
      registerClient: first,
      registerMember: second,
      other: second,
      none: { ...first, key: 'none', route: null },
    }
    expect(faultsOf(table, [route(first, '/v1/clients'), route(second, '/v1/:id/members')])).toEqual([
      'other is not the key of its row',
      'none is done neither through a route nor by the service, or by both',
      'registerMember: POST /v1/members does not do it',
      'other: POST /v1/members does not do it',
      'POST /v1/{id}/members does registerMember, which is not its own',
    ])
  })
})
