import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { readVerificationCode } from '../certificates/certificate.ts'
import type { CertificateSnapshot } from '../certificates/snapshot.ts'
import type { Services } from '../context.ts'
import { Refusal } from '../errors.ts'
import { faultsOf } from '../platform/http/faults.ts'
import { chooseSpoken, wantsJson } from '../platform/http/language.ts'
import { checkCode, checkJwt, checkPdf, type Verdict } from './check-document.ts'
import { renderVerdict } from './render-verdict.ts'
import { VerificationView } from './schemas.ts'
import { discloseSnapshot, unchecked } from './verification.ts'
import { checkSentences, type Language } from './words.ts'

const MAX_BYTES = 10 * 1024 * 1024

/** What may be sent for checking, besides `application/pdf` and `application/vc+jwt` as they are. */
export const VerificationRequest = z
  .union([
    z.strictObject({ code: z.string().min(1).max(100) }),
    z.strictObject({ jwt: z.string().min(1).max(1_000_000) }),
  ])
  .meta({ id: 'VerificationRequest', examples: [{ code: 'ABCD EFGH JKMN PQRS TVWX YZ01 23' }] })

const querystring = z.strictObject({ lang: z.enum(['lv', 'en']).optional() })
const unknown: Verdict = {
  status: 'unknown',
  checks: { ...unchecked, registered: 'fail' },
  certificate: null,
}

export const verificationRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.addContentTypeParser(
      ['application/pdf', 'application/vc+jwt'],
      { parseAs: 'buffer' },
      (_request, body, done) => done(null, body),
    )

    app.get(
      '/verify/:code',
      {
        config: { access: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } },
        schema: {
          summary: 'Check a certificate by its verification code',
          description:
            'A page, or JSON for a client that asks for `application/json`. Spaces, hyphens and case do not matter.',
          tags: ['Verification'],
          params: z.object({ code: z.string().min(1).max(100) }),
          querystring,
          produces: ['text/html', 'application/json'],
          response: { 200: VerificationView, 404: VerificationView },
        },
      },
      async (request, reply) => {
        const code = readVerificationCode(request.params.code)
        const verdict = code ? await checkCode(services, code) : unknown
        const language = chooseSpoken(request)
        const now = services.now()
        reply
          .code(verdict.certificate ? 200 : 404)
          .header('cache-control', 'no-cache')
          .header('vary', 'accept, accept-language')
          .header('content-language', language)
        if (wantsJson(request)) return view(verdict, language, now)
        return reply.type('text/html; charset=utf-8').send(renderVerdict(verdict, language, now) as never)
      },
    )

    app.post(
      '/v1/verifications',
      {
        bodyLimit: MAX_BYTES,
        config: {
          access: 'public',
          rateLimit: { max: 120, timeWindow: '1 minute' },
          bodies: {
            'application/json': VerificationRequest,
            'application/pdf': 'binary',
            'application/vc+jwt': 'text',
          },
        },
        schema: {
          summary: 'Check a PDF, a credential or a code',
          description: 'Answers check by check. A key that a document carries is never trusted.',
          tags: ['Verification'],
          querystring,
          response: { 200: VerificationView },
        },
      },
      async (request) => {
        const verdict = await checkBody(services, request.headers['content-type'] ?? '', request.body)
        return view(verdict, chooseSpoken(request), services.now())
      },
    )
  }

async function checkBody(services: Services, contentType: string, body: unknown): Promise<Verdict> {
  if (contentType.startsWith('application/pdf')) return checkPdf(services, body as Buffer)
  if (contentType.startsWith('application/vc+jwt')) return checkJwt(services, String(body).trim())
  const parsed = VerificationRequest.safeParse(body)
  if (!parsed.success) {
    throw new Refusal(
      'bad-input',
      'Send {"code"} or {"jwt"}, or a PDF or JWT as it is.',
      faultsOf(parsed.error),
    )
  }
  if ('jwt' in parsed.data) return checkJwt(services, parsed.data.jwt.trim())
  const code = readVerificationCode(parsed.data.code)
  return code ? checkCode(services, code) : unknown
}

function view(
  { status, checks, certificate }: Verdict,
  language: Language,
  now: Date,
): z.infer<typeof VerificationView> {
  return {
    status,
    checkedAt: now.toISOString(),
    ...(certificate?.revokedAt
      ? {
          revokedAt: certificate.revokedAt.toISOString(),
          revocationReason: certificate.revocationReason ?? '',
        }
      : {}),
    checks: Object.entries(checks).map(([check, result]) => ({
      check: check as keyof typeof checks,
      result,
      sentence: checkSentences[check as keyof typeof checks][result]?.[language] ?? '',
    })),
    ...(certificate
      ? { certificate: discloseSnapshot(JSON.parse(certificate.snapshot) as CertificateSnapshot, language) }
      : {}),
  }
}
