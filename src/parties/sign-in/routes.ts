export { credentialRoutes } from './credential-routes.ts'
export { tokenRoute } from './token-routes.ts'
