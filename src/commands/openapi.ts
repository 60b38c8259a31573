import { readFileSync, writeFileSync } from 'node:fs'
import { buildApp } from '../app.ts'
import type { Services } from '../context.ts'
import { builtInFrameworks, loadFrameworks } from '../measure/frameworks/load-frameworks.ts'

const file = new URL('../../openapi/openapi.json', import.meta.url)

/** The API description as the routes give it; no database is needed for that. */
export async function describeApi(): Promise<string> {
  const services = {
    frameworks: loadFrameworks([builtInFrameworks]),
    publicUrl: 'http://localhost:3000',
  } as Services
  const app = await buildApp(services)
  await app.ready()
  const document = app.swagger()
  await app.close()
  return `${JSON.stringify(document, null, 2)}\n`
}

if (import.meta.main) {
  const description = await describeApi()
  if (!process.argv.includes('--check')) {
    writeFileSync(file, description)
  } else if (readFileSync(file, 'utf8') !== description) {
    console.error('openapi/openapi.json is stale: run npm run openapi and commit it.')
    process.exit(1)
  }
}
