import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FrameworkFile } from '../../../src/measure/frameworks/framework-file.ts'
import { builtInFrameworks, loadFrameworks } from '../../../src/measure/frameworks/load-frameworks.ts'
import { type Catalogue, catalogueOf } from '../../setup/catalogue.ts'

let folder: string

/** A copy of a built-in framework under another id, with other facts. */
function copy(id: string, as: string, facts: Partial<FrameworkFile> = {}) {
  const place = join(folder, as)
  cpSync(join(builtInFrameworks, id), place, { recursive: true })
  rmSync(join(place, 'mappings'), { recursive: true, force: true })
  const file = join(place, 'framework.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), id: as, ...facts }))
}

const second = { edition: 2, replaces: 'digcomp-2.2' }
const load = () => loadFrameworks([folder])
const faultsOf = () => {
  try {
    load()
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim().replace(`${folder}/`, ''))
  }
  return []
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'editions-'))
  copy('digcomp-2.2', 'digcomp-2.2')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('A new edition of a framework', () => {
  test('leaves the one before it what it is, and stands before it, in its bands too', () => {
    const alone = load().get('digcomp-2.2')
    copy('digcomp-2.2', 'digcomp-2.2-a', { edition: 3, replaces: 'digcomp-2.2-z' })
    copy('digcomp-2.2', 'digcomp-2.2-z', second)
    copy('greencomp', 'a-greencomp')
    const library = load()
    expect([...library.keys()]).toEqual([
      'a-greencomp',
      'digcomp-2.2-a',
      'digcomp-2.2-z',
      'digcomp-2.2',
      'digcomp-2.2-a-bands',
      'digcomp-2.2-z-bands',
      'digcomp-2.2-bands',
    ])
    expect(library.get('digcomp-2.2')).toEqual(alone)
    expect(library.get('digcomp-2.2-z-bands')).toMatchObject({ edition: 2, replaces: 'digcomp-2.2-bands' })
  })

  test('may be had without the one before it', () => {
    rmSync(join(folder, 'digcomp-2.2'), { recursive: true })
    copy('digcomp-2.2', 'digcomp-2.2-e2', second)
    expect([...load().keys()]).toEqual(['digcomp-2.2-e2', 'digcomp-2.2-e2-bands'])
    expect(load().get('digcomp-2.2-e2-bands')).not.toHaveProperty('replaces')
  })

  test.each([
    [{ edition: 2 }, ['/edition: edition and replaces are said together']],
    [{ replaces: 'digcomp-2.2' }, ['/edition: edition and replaces are said together']],
    [{ ...second, edition: 3 }, ['/edition: digcomp-2.2 is edition 1, found 3']],
    [{ ...second, version: '2.3' }, ['/replaces: digcomp-2.2 is DigComp 2.2']],
    [{ edition: 1, replaces: 'digcomp-2.2' }, [expect.stringMatching(/^\/edition: Too small/)]],
    [{ edition: 2, replaces: 'digcomp-2.2-e2' }, ['/edition: digcomp-2.2-e2 is edition 2, found 2']],
  ])('stops the start, with its place, when it says %j', (facts, faults) => {
    copy('digcomp-2.2', 'digcomp-2.2-e2', facts)
    expect(faultsOf()).toEqual(
      faults.map((fault) =>
        typeof fault === 'string' ? `digcomp-2.2-e2/framework.json: ${fault}` : expect.anything(),
      ),
    )
  })

  test('is the only one to replace another', () => {
    copy('digcomp-2.2', 'digcomp-2.2-e2', second)
    copy('digcomp-2.2', 'digcomp-2.2-new', second)
    expect(faultsOf()).toEqual([
      'digcomp-2.2-new/framework.json: /replaces: digcomp-2.2 is replaced by digcomp-2.2-e2',
    ])
  })
})

describe('The catalogue', () => {
  test('tells of each edition which it is, and what it replaces or is replaced by', async () => {
    copy('digcomp-2.2', 'digcomp-2.2-e2', second)
    const app: Catalogue = await catalogueOf(load())
    const get = async (path: string) => (await app.inject(`/v1/frameworks${path}`)).json()
    const editions = (views: Record<string, unknown>[]) =>
      views.map(({ id, edition, replaces, replacedBy }) => [id, edition, replaces, replacedBy])
    const listed = [
      ['digcomp-2.2-e2', 2, 'digcomp-2.2', null],
      ['digcomp-2.2', 1, null, 'digcomp-2.2-e2'],
      ['digcomp-2.2-e2-bands', 2, 'digcomp-2.2-bands', null],
      ['digcomp-2.2-bands', 1, null, 'digcomp-2.2-e2-bands'],
    ]
    expect(editions((await get('')).items)).toEqual(listed)
    expect(editions(await Promise.all(listed.map(([id]) => get(`/${id}`))))).toEqual(listed)
    for (const [id, , , replacedBy] of listed) {
      const suggested = await app.inject({
        method: 'POST',
        url: `/v1/frameworks/${id}/suggestions`,
        payload: { competence: '1.1', target: 2 },
      })
      expect(suggested.json()).toMatchObject({ framework: id, replacedBy })
    }
    await app.close()
  })
})
