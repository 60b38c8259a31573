import { badge } from './issuer.ts'

/** A badge that somebody else issued. */
export const sampleBadge = () => {
  const issued = JSON.parse(JSON.stringify(badge()))
  const issuer = { id: 'did:web:academy.example', type: ['Profile'], name: 'Sample Academy' }
  return { ...issued, id: 'https://academy.example/badges/1', issuer }
}
