import { writeCsv } from '../../../platform/csv/write-csv.ts'
import { frameworkColumns } from './import-csv.ts'

/** A framework CSV that imports as it is, with one row of each section to be replaced by one's own. */
export function frameworkTemplate(): string {
  const about = {
    family: 'Example',
    version: '1.0',
    language: 'en',
    title: 'Example framework 1.0',
    subtitle: 'To be replaced',
    wording: 'official',
    source: 'Title of the publication',
    authors: 'Its authors',
    publisher: 'Its publisher',
    year: '2026',
    licence: 'CC-BY-4.0',
    attribution: 'Who is to be named where the texts are shown',
    'identifier:doi': '10.0000/example',
  }
  return writeCsv(frameworkColumns, [
    ...Object.entries(about).map(([id, text]) => ({ section: 'about', id, text })),
    { section: 'band', id: 'beginning', title: 'Beginning' },
    {
      section: 'level',
      id: 'A',
      parent: 'beginning',
      level: '1',
      title: 'Level A',
      text: 'What the level asks for',
      lead: 'At level A, I can:',
    },
    { section: 'area', id: '1', title: 'First area', text: 'What the area is about' },
    {
      section: 'competence',
      id: '1.1',
      parent: '1',
      title: 'First competence',
      text: 'What it is to have it',
    },
    { section: 'facet', id: '1.1.a', parent: '1.1', text: 'one side of the competence' },
    { section: 'role', id: 'guide', title: 'guiding others' },
    { section: 'kind', id: 'skill', title: 'Skill' },
    { section: 'tag', id: 'AI', title: 'Artificial intelligence' },
    {
      section: 'statement',
      id: '1.1.a.1',
      parent: '1.1',
      level: '1',
      facet: '1.1.a',
      tags: 'AI',
      text: 'do one thing',
    },
    {
      section: 'statement',
      id: '1.1.guide.1',
      parent: '1.1',
      level: '1',
      role: 'guide',
      text: 'show others how to do it',
    },
    { section: 'example', id: '1', parent: '1.1', kind: 'skill', tags: 'AI', text: 'Does one thing.' },
    {
      section: 'use-case',
      id: '1.1.work',
      parent: '1.1',
      level: '1',
      kind: 'skill',
      title: 'At work',
      text: 'one thing\nanother, each on a line of its own',
      lead: 'With help, I can:',
    },
    {
      section: 'learning-outcome',
      id: 'LO1.1.01',
      parent: '1.1',
      level: '1',
      kind: 'skill',
      text: 'Do one thing.',
    },
    { section: 'term', id: 'thing', title: 'Thing', text: 'What the word means' },
  ])
}
