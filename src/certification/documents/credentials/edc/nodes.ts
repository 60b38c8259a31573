export type EdcNode = { id: string; type: string }

export type NewNode = <T extends object>(type: string, properties: T) => EdcNode & T

/**
 * Makes the nodes of one document, each with a urn of its own: in RDF, nodes with the same id merge into
 * one, and a fault in one hides behind the other.
 */
export function numberedNodes(): NewNode {
  const counts = new Map<string, number>()
  return (type, properties) => {
    const count = (counts.get(type) ?? 0) + 1
    counts.set(type, count)
    return { id: `urn:epass:${type.charAt(0).toLowerCase()}${type.slice(1)}:${count}`, type, ...properties }
  }
}
