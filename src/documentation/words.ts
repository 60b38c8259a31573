export const words = {
  lv: {
    title: 'Apliecinājums par autorību',
    intro: 'Iesniegtie pierādījumi:',
    statement:
      'Apliecinu, ka iesniegtos darbus esmu veicis(-kusi) es un ka citu palīdzība tajos ir norādīta.',
    name: 'Vārds un uzvārds',
    submit: 'Apliecināt',
    done: 'Apliecinājums ir saņemts. Paldies!',
    other: 'English',
  },
  en: {
    title: 'Declaration of authorship',
    intro: 'Evidence that was submitted:',
    statement: 'I declare that the work submitted is my own, and that help from others is named in it.',
    name: 'Given name and family name',
    submit: 'Declare',
    done: 'The declaration has been received. Thank you!',
    other: 'Latviski',
  },
} as const
