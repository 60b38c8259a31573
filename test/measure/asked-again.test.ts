import { beforeAll, describe, expect, test } from 'vitest'
import { newWorld, type World } from '../setup/world.ts'

let world: World
beforeAll(async () => {
  world = await newWorld()
})

const ways = [
  '',
  '/digcomp-2.2',
  '/digcomp-2.2/areas',
  '/digcomp-2.2/levels',
  '/digcomp-2.2/mappings',
].concat(
  '/digcomp-2.2/competences/1.1',
  '/digcomp-2.2/wheel.svg',
  '/digcomp-2.2/wheel.svg?lang=lv',
  '/digcomp-2.2/competences/1.1?lang=lv',
)

async function ask(path: string, language?: string, method: 'GET' | 'HEAD' = 'GET') {
  const headers = language ? { 'accept-language': language } : {}
  const answer = await world.app.inject({ method, url: `/v1/frameworks${path}`, headers })
  const { date: _, ...told } = answer.headers
  return { status: answer.statusCode, told, text: answer.body }
}

describe('what is asked of the catalogue again', () => {
  test.each(ways)('%s is answered as it was the first time, in each language', async (path) => {
    const seen = new Set<string>()
    for (const language of [undefined, 'lv', 'en', 'de;q=0.5, lv;q=0.4']) {
      const first = await ask(path, language)
      expect(first.status).toBe(200)
      expect(await ask(path, language)).toEqual(first)
      const head = await ask(path, language, 'HEAD')
      expect(head).toEqual({ ...first, text: '' })
      seen.add(String(first.told['content-language']))
    }
    expect([...seen]).toEqual(path.includes('lang=lv') ? ['lv'] : ['en', 'lv'])
  })

  test('is refused where it is not asked in the same words', async () => {
    const path = '/digcomp-2.2/competences/1.1'
    expect((await ask(path)).status).toBe(200)
    expect((await ask(path)).status).toBe(200)
    expect((await ask(`${path}?unknown=1`)).status).toBe(400)
    expect((await ask(`${path}?lang=xx`)).status).toBe(400)
    expect((await ask('/digcomp-2.2/competences/9.9')).status).toBe(404)
    const posted = await world.anyone.post(`/v1/frameworks${path}`)
    expect(posted.status).toBe(404)
  })

  test('is counted as every request is', async () => {
    const counted = async () => {
      const { text } = await world.anyone.get('/metrics')
      return Number(
        /_count\{method="GET",route="\/v1\/frameworks\/:id\/areas",status="200"\} (\d+)/.exec(text)?.[1],
      )
    }
    await ask('/digcomp-2.2/areas')
    const before = await counted()
    await ask('/digcomp-2.2/areas')
    expect(await counted()).toBe(before + 1)
  })
})
