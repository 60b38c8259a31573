import { describe, expect, test } from 'vitest'
import { addressOf, pagesOf } from '../setup/page-addresses.ts'
import { newWorld } from '../setup/world.ts'

const insisting = async (publicUrl: string) => {
  const world = await newWorld({ publicUrl })
  const addresses = [...pagesOf(world).map((page) => addressOf(page, {})), '/docs', '/v1/me', '/nowhere']
  return Promise.all(
    addresses.map(async (address) => {
      const { headers } = await world.anyone.get(address).set('accept', 'text/html').redirects(1)
      return {
        address,
        upgrades: String(headers['content-security-policy']).includes('upgrade-insecure-requests'),
        hsts: headers['strict-transport-security'] !== undefined,
        policy: String(headers['content-security-policy']).includes("default-src 'none'"),
      }
    }),
  )
}

describe('a service that is known by a plain HTTP address', () => {
  test('asks no browser for a secure connection, and guards its pages all the same', async () => {
    const told = await insisting('http://school.example:3000')
    expect(told.filter(({ upgrades, hsts, policy }) => upgrades || hsts || !policy)).toEqual([])
    expect(told.length).toBeGreaterThan(10)
  })

  test('asks for it wherever it is known by HTTPS', async () => {
    const told = await insisting('https://school.example')
    const pages = told.filter(({ address }) => address !== '/docs')
    expect(pages.filter(({ upgrades, hsts, policy }) => !upgrades || !hsts || !policy)).toEqual([])
    expect(told.find(({ address }) => address === '/docs')?.hsts).toBe(true)
  })
})
