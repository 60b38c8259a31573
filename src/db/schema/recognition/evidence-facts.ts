/** What was said or found, where evidence is a record and not a file. */
export type EvidenceRecord =
  | { text: string; by: { name: string; position: string; organisation: string | null } }
  | { test: string; result: string; by: { name: string; position: string; organisation: string | null } }

/** What is counted in a file. */
export const countedFacts = [
  'pages',
  'slides',
  'sheets',
  'words',
  'headings',
  'pictures',
  'described-pictures',
  'tables',
  'formulas',
  'tracked-changes',
  'comments',
  'seconds',
  'subtitles',
] as const
/** What a file says of itself. */
export const saidFacts = ['size', 'language', 'title', 'author', 'made', 'changed', 'licence'] as const
/** What is in a file, by its names. */
export const namedFacts = ['macros', 'outside-links'] as const
/** What a file is or has: `metadata-kept` that what tells of its making could not be taken out. */
export const plainFacts = [
  'tagged',
  'untagged',
  'signed',
  'metadata-kept',
  'converted',
  'not-converted',
  'framed',
  'not-framed',
] as const

/** One thing that can be read from a file. It says nothing about how good the file is. */
export type EvidenceFact =
  | { fact: (typeof countedFacts)[number]; value: number }
  | { fact: (typeof saidFacts)[number]; value: string }
  | { fact: (typeof namedFacts)[number]; value: string[] }
  | { fact: (typeof plainFacts)[number]; value: true }
