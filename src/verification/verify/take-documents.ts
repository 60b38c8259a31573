import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'

/** Documents are kept as the bytes they came in, JSON too, for bytes are what is compared. */
export function takeDocuments(app: Parameters<FastifyPluginAsyncZod>[0]): void {
  const types = [
    'application/pdf',
    'application/vc+jwt',
    'application/vc+ld+json',
    'application/ld+json',
    'application/jose+json',
    'application/json',
  ]
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}
