export { deskPageRoutes, renewalRoutes } from './desk-page-routes.ts'
export { invitationRoutes } from './invitation-routes.ts'
export { deskSeveralRoutes } from './several/routes.ts'
