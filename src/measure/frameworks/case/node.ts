import type { z } from 'zod'
import type { ItemKind } from '../imports/case-items.ts'
import type { PublishedItem } from './published-package.ts'

/** An item of a package, what it is in a framework, and where it stands. */
export type CaseNode = {
  item: z.infer<typeof PublishedItem>
  /** In small letters. */
  identifier: string
  /** Where in the file it stands, for whoever reads a fault. */
  place: string
  /** Its number among its siblings, behind those of what it lies below. */
  position: string
  type: string
  above: CaseNode | null
  children: CaseNode[]
  /** Null: nothing here, and kept in the package alone. */
  kind: ItemKind | null
  code: string
  notesRead: Record<string, unknown>
}
