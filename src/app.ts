import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import underPressure from '@fastify/under-pressure'
import fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject, serializerCompiler } from 'fastify-type-provider-zod'
import { actionsOffered, titleOf } from './actions.ts'
import { certificateRoutes, holderFormRoutes, issuerRoutes } from './certification/certificates/routes.ts'
import { paperPageRoutes, paperRoutes } from './certification/papers/routes.ts'
import { actRoutes } from './certification/recognition-acts/routes.ts'
import { measureChecks } from './certification/register-check/measure-checks.ts'
import type { Services } from './context.ts'
import { dataRequestPages, dataRequestRoutes } from './custody/data-requests/routes.ts'
import { erasureRoutes } from './custody/erasure/routes.ts'
import { auditRoutes } from './custody/ledger/routes.ts'
import { linkListRoutes } from './custody/links/routes.ts'
import { questionPages, questionRoutes } from './custody/questions/routes.ts'
import { retentionRoutes } from './custody/retention/routes.ts'
import { subjectAccessRoutes } from './custody/subject-access/routes.ts'
import type { Database } from './db/client.ts'
import { measureMessages } from './exchange/mail/measure-messages.ts'
import { exchangeRoutes, tableTemplateRoutes } from './exchange/routes.ts'
import { frameworkRoutes } from './measure/catalogue/routes.ts'
import { caseRoutes } from './measure/ims-case/routes.ts'
import { agreementRoutes, deskAgreementRoutes, signingRoutes } from './mobility/agreements/routes.ts'
import { europassRoutes } from './mobility/europass/routes.ts'
import { mobilityRoutes } from './mobility/mobilities/routes.ts'
import { grantRoutes } from './parties/grants/routes.ts'
import { memberRoutes, organisationRoutes, publishedLogoRoutes } from './parties/organisations/routes.ts'
import { partnershipRoutes } from './parties/partnerships/routes.ts'
import { mergeRoutes } from './parties/people/merges/routes.ts'
import { peopleRoutes } from './parties/people/routes.ts'
import { signInRoutes, tokenRoute } from './parties/sign-in/routes.ts'
import { keepNothing } from './platform/actions/keep-nothing.ts'
import { actionRoutes } from './platform/actions/routes.ts'
import { authenticate } from './platform/auth/guard.ts'
import { measureAuxiliaries } from './platform/auxiliaries/measure-auxiliaries.ts'
import { pathOf, sayPath, withoutPath } from './platform/below-path.ts'
import { docsPage } from './platform/docs-page/docs-page.ts'
import { offerTables } from './platform/exports/offer-tables.ts'
import { collectRoutes } from './platform/http/api-document.ts'
import { answerBrokenRequest } from './platform/http/bare-problems.ts'
import { completeDocument } from './platform/http/describe.ts'
import { checkParts, refuseUnkeepableText } from './platform/http/faults.ts'
import { awaitAnswer, giveAnswer } from './platform/http/idempotency.ts'
import { answerError, answerUnknownRoute } from './platform/http/problems.ts'
import { measureAttempts } from './platform/jobs/measure-attempts.ts'
import { takeJson } from './platform/json/take-json.ts'
import { limitAddresses, limitClients } from './platform/limits/limits.ts'
import { newRequestId } from './platform/operation/request-id.ts'
import { makeMetrics, operationRoutes } from './platform/operation/routes.ts'
import { limitTimes, serverTimes, type TimeLimits, usualTimes } from './platform/operation/time-limits.ts'
import { pagePolicy } from './platform/pages/content-policies.ts'
import { forgiveAddresses, leadOn } from './platform/pages/forgive-addresses.ts'
import { guardPages } from './platform/pages/guard-pages.ts'
import { pageRoutes } from './platform/pages/routes.ts'
import { appealRoutes } from './recognition/appeals/routes.ts'
import { appealPageRoutes } from './recognition/appeals/serve-appeal-page.ts'
import { assessmentRoutes } from './recognition/assessment/routes.ts'
import { cancellationRoutes } from './recognition/cancellation/routes.ts'
import { caseFileRoutes } from './recognition/case-files/routes.ts'
import { hostRoutes } from './recognition/change-of-host/routes.ts'
import { deskPageRoutes, invitationRoutes } from './recognition/desks/routes.ts'
import { declarationRoutes, documentationRoutes } from './recognition/documentation/routes.ts'
import { identificationRoutes, informationRoutes } from './recognition/identification/routes.ts'
import { recognitionRoutes } from './recognition/routes.ts'
import { validationRoutes } from './recognition/validation/routes.ts'
import { workRoutes } from './recognition/work/routes.ts'
import { myPageRoutes } from './verification/my-page/routes.ts'
import { verificationMemberRoutes } from './verification/routes.ts'
import { holderRoutes } from './verification/sharing/routes.ts'
import { verificationRoutes } from './verification/verify/routes.ts'

/**
 * `busyAfterMs`: how long the event loop may hang before requests are turned away with 503. `clientRequests`: how many a
 * client may send in a minute; 0 for any number. `times`: how long a client may take.
 */
export type AppOptions = Omit<FastifyServerOptions, 'http'> & {
  busyAfterMs?: number
  clientRequests?: number
  /** Where it is counted who asks how often: all processes together, or each by itself. */
  countRequestsIn?: 'database' | 'process'
  times?: TimeLimits
}

/** The whole service over HTTP, not listening yet. */
export async function buildApp(
  services: Services,
  {
    busyAfterMs = 1000,
    clientRequests = 0,
    countRequestsIn = 'process',
    times = usualTimes,
    ...options
  }: AppOptions = {},
): Promise<FastifyInstance> {
  const app = fastify({
    genReqId: newRequestId,
    requestIdHeader: false,
    bodyLimit: 1024 * 1024,
    // As many letters as the longest of codes has.
    routerOptions: { maxParamLength: 255 },
    rewriteUrl: withoutPath(services.publicUrl),
    frameworkErrors: answerError,
    clientErrorHandler: answerBrokenRequest,
    ...serverTimes(times),
    ...options,
  })
  limitTimes(app, times)
  await addPlatform(app, services, busyAfterMs, countRequestsIn === 'database' ? services.db : null)
  // Its library is large, and words input faults anew for the whole process: it is loaded only where it is wanted.
  const wallet = services.eudiWallets ? await import('./verification/wallet/routes.ts') : null

  // Anyone may read the measure and ask whether a certificate is genuine.
  app.register(frameworkRoutes(services.frameworks), { prefix: '/v1' })
  app.register(tableTemplateRoutes, { prefix: '/v1' })
  app.register(caseRoutes(services))
  app.register(verificationRoutes(services))
  app.register(paperPageRoutes(services))
  app.register(issuerRoutes(services))
  app.register(publishedLogoRoutes(services))
  if (wallet) app.register(wallet.walletRoutes(services))

  // Learners and guardians hold a link, not a token.
  app.register(signingRoutes(services))
  app.register(myPageRoutes(services))
  app.register(informationRoutes(services))
  app.register(declarationRoutes(services))
  app.register(holderRoutes(services))
  app.register(holderFormRoutes(services))
  if (wallet) app.register(wallet.walletHolderRoutes(services))
  app.register(appealPageRoutes(services))
  app.register(dataRequestPages(services))
  app.register(questionPages(services))
  app.register(deskPageRoutes(services))
  app.register(deskAgreementRoutes(services))

  app.register(tokenRoute(services))
  app.register(operationRoutes(services))
  app.register(pageRoutes)

  // Everything else needs a token.
  app.register(
    async (members) => {
      members.addHook('onRequest', authenticate(services))
      if (clientRequests > 0) members.addHook('onRequest', limitClients(members, clientRequests))
      members.addHook('preHandler', awaitAnswer)
      members.addHook('onSend', giveAnswer)
      members.register(organisationRoutes)
      members.register(memberRoutes)
      members.register(signInRoutes)
      members.register(grantRoutes)
      members.register(partnershipRoutes)
      members.register(peopleRoutes)
      members.register(mergeRoutes)
      members.register(mobilityRoutes)
      members.register(europassRoutes)
      members.register(agreementRoutes)
      members.register(recognitionRoutes)
      members.register(cancellationRoutes)
      members.register(hostRoutes)
      members.register(identificationRoutes)
      members.register(documentationRoutes)
      members.register(assessmentRoutes)
      members.register(validationRoutes)
      members.register(certificateRoutes)
      members.register(auditRoutes)
      members.register(verificationMemberRoutes)
      members.register(paperRoutes)
      members.register(actRoutes)
      members.register(appealRoutes)
      members.register(caseFileRoutes)
      members.register(linkListRoutes)
      members.register(exchangeRoutes(services))
      members.register(erasureRoutes)
      members.register(retentionRoutes)
      members.register(dataRequestRoutes)
      members.register(questionRoutes)
      members.register(subjectAccessRoutes)
      members.register(workRoutes)
      members.register(invitationRoutes)
      members.register(actionRoutes(actionsOffered(services), titleOf))
      if (wallet) members.register(wallet.offerRoutes)
    },
    { prefix: '/v1' },
  )
  return app
}

async function addPlatform(
  app: FastifyInstance,
  services: Services,
  busyAfterMs: number,
  countedIn: Database | null,
): Promise<void> {
  app.setValidatorCompiler(checkParts).setSerializerCompiler(serializerCompiler)
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) =>
    leadOn(request, reply) ? reply : answerUnknownRoute(request, reply),
  )
  offerTables(app)
  const routes = collectRoutes(app)
  forgiveAddresses(app)
  app.addHook('preValidation', refuseUnkeepableText)
  app.addHook('onSend', keepNothing)
  app.decorate('describedRoutes', routes)
  addMetrics(app, services)
  guardPages(app, pagePolicy, services.publicUrl)
  sayPath(app, services.publicUrl)
  await limitAddresses(app, countedIn)
  // Looked at more often than that, a loop that hung through all of a look would count as hanging for ever.
  const looks = { maxEventLoopDelay: busyAfterMs, sampleInterval: busyAfterMs }
  await app.register(underPressure, { ...looks, retryAfter: 5 })
  takeJson(app)
  await app.register(formbody)
  await app.register(multipart)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Digital competence recognition',
        version: '1',
        description:
          'Takes what was learned abroad through identification, documentation, assessment and validation to a certificate that anyone can check.\n\n[Everything that can be done](#/Actions/listActions), by whom, with what and from which state, is served by `GET /v1/actions`.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: pathOf(services.publicUrl) || '/' }],
    },
    transform: jsonSchemaTransform,
    transformObject: (input) =>
      completeDocument(jsonSchemaTransformObject(input), routes, pathOf(services.publicUrl)),
  })
  await app.register(swaggerUi, docsPage)
  app.get(
    '/openapi.json',
    { config: { access: 'public', catalogue: true }, schema: { hide: true } },
    async () => app.swagger(),
  )
}

function addMetrics(app: FastifyInstance, services: Services): void {
  const registry = makeMetrics(app)
  for (const measure of [measureChecks, measureAuxiliaries, measureAttempts, measureMessages])
    measure(registry, services)
}
