import { readFileSync } from 'node:fs'
import type { FastifySwaggerUiOptions } from '@fastify/swagger-ui'
import { docsPolicy } from '../pages/content-policies.ts'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

/** Two rings that meet: who learns, and who attests it. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#0b4f8a" stroke-width="4"><circle cx="12" cy="16" r="9"/><circle cx="20" cy="16" r="9"/></svg>`

declare global {
  /** Of the page. */
  var asWhoActs: <T>(request: T) => T
}

/** Written into the page as it stands here. */
const interceptInPage: typeof globalThis.asWhoActs = (request) => globalThis.asWhoActs(request)

/** The browsable description: in the order of the work, closed until it is opened, tried by whoever signs in at its head. */
export const docsPage: FastifySwaggerUiOptions = {
  routePrefix: '/docs',
  staticCSP: docsPolicy,
  logLevel: 'warn',
  theme: {
    title: 'Digital competence recognition: the API',
    css: [{ filename: 'docs.css', content: read('docs.css') }],
    js: [{ filename: 'act-as.js', content: read('act-as.js') }],
    favicon: [{ filename: 'icon.svg', rel: 'icon', type: 'image/svg+xml', sizes: 'any', content: icon }],
  },
  uiConfig: {
    layout: 'BaseLayout',
    docExpansion: 'none',
    defaultModelsExpandDepth: -1,
    filter: true,
    validatorUrl: null,
    requestInterceptor: interceptInPage,
  },
}
