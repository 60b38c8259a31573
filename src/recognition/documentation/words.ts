export const words = {
  lv: {
    title: 'Apliecinājums par autorību',
    intro:
      'Šie pierādījumi ir iesniegti, lai atzītu Jūsu mācīšanās rezultātus. Izlasiet sarakstu un aplieciniet, ka darbs ir Jūsu.',
    evidence: 'Iesniegtie pierādījumi',
    none: 'Pierādījumu vēl nav.',
    outcomes: 'rezultāti',
    declaring: 'Jūsu apliecinājums',
    statement:
      'Apliecinu, ka iesniegtos darbus esmu veicis(-kusi) es un ka citu palīdzība tajos ir norādīta.',
    hash: 'Saraksta kontrolsumma (SHA-256)',
    name: 'Vārds un uzvārds',
    submit: 'Apliecināt',
    done: 'Apliecinājums ir saņemts. Paldies!',
    kinds: {
      file: 'Datne',
      link: 'Saite',
      statement: 'Trešās personas apliecinājums',
      'test-result': 'Testa rezultāts',
      observation: 'Novērojums',
    },
  },
  en: {
    title: 'Declaration of authorship',
    intro:
      'This evidence was submitted to have your learning outcomes recognised. Read the list and declare that the work is yours.',
    evidence: 'Evidence that was submitted',
    none: 'There is no evidence yet.',
    outcomes: 'outcomes',
    declaring: 'Your declaration',
    statement: 'I declare that the work submitted is my own, and that help from others is named in it.',
    hash: 'Checksum of the list (SHA-256)',
    name: 'Given name and family name',
    submit: 'Declare',
    done: 'The declaration has been received. Thank you!',
    kinds: {
      file: 'File',
      link: 'Link',
      statement: 'Statement of a third party',
      'test-result': 'Test result',
      observation: 'Observation',
    },
  },
} as const
