/** Texts of the information sheet; what stands in braces is filled in for the case. */
export const words = {
  lv: {
    title: 'Informācija par mācīšanās rezultātu atzīšanu',
    procedure: {
      title: 'Kārtība',
      paragraphs: [
        'Jūsu mobilitātes mācīšanās rezultātus atzīst četros posmos: noteikšana, dokumentēšana, novērtēšana un apstiprināšana.',
        'Noteikšanā kopā ar koordinatoru nosakāt, kurus rezultātus piesakāt. Dokumentēšanā iesniedzat pierādījumus, kas tapuši no {from} līdz {until}, un apliecināt, ka darbu esat veicis(-kusi) pats(-i). Novērtēšanā vērtētājs salīdzina pierādījumus ar kritērijiem. Apstiprināšanā cits cilvēks pieņem galīgo lēmumu, un organizācija „{sending}” izsniedz apliecinājumu.',
        'Kā novērtēs: {procedure}',
      ],
    },
    criteria: {
      title: 'Kritēriji',
      paragraphs: [
        'Līmeni nosaka tikai vērtētāja vērtējumi pēc kritērijiem, par kuriem puses vienojušās. Jūsu pašvērtējumu pieraksta, bet līmeni tas neietekmē.',
      ],
    },
    level: 'sasniedzamais līmenis {level}',
    data: {
      title: 'Jūsu dati',
      paragraphs: [
        'Vārdu, uzvārdu, dzimšanas datumu, vienošanos, pierādījumus, vērtējumus un lēmumus glabā, lai atzītu Jūsu mācīšanās rezultātus. Bez Jūsu piekrišanas tos neizmanto citiem mērķiem.',
        'Tos redz organizācija „{sending}” un organizācija „{hosting}”. Īpašās vajadzības redz tikai koordinators, vērtētājs un apstiprinātājs.',
        'Apliecinājuma saturu redz tie, kam to parādāt.',
        'Savus datus varat apskatīt un lūgt izlabot organizācijā „{sending}”.',
      ],
    },
    appeal: {
      title: 'Apelācija',
      paragraphs: [
        'Ja lēmumam nepiekrītat, {days} dienu laikā pēc tā varat iesniegt apelāciju organizācijā „{sending}”. To izskata cilvēki, kuri iepriekšējo lēmumu nav pieņēmuši.',
      ],
    },
    needs: 'Īpašās vajadzības un pielāgojumi (ja tādi ir)',
    needsHint: 'Piemēram, vairāk laika vai lielāki burti. Šo var neaizpildīt.',
    hash: 'Dokumenta kontrolsumma (SHA-256)',
    name: 'Vārds un uzvārds',
    agree: 'Esmu iepazinies(-usies) ar šo informāciju.',
    submit: 'Apliecināt',
    done: 'Paldies! Tagad var sākt noteikšanu.',
    other: 'English',
  },
  en: {
    title: 'Information about the recognition of learning outcomes',
    procedure: {
      title: 'Procedure',
      paragraphs: [
        'What you learn on your mobility is recognised in four stages: identification, documentation, assessment and validation.',
        'In identification you and your coordinator say which outcomes you claim. In documentation you hand in evidence produced from {from} to {until}, and declare that the work is your own. In assessment an assessor compares the evidence with the criteria. In validation somebody else takes the final decision, and {sending} issues the certificate.',
        'How it is assessed: {procedure}',
      ],
    },
    criteria: {
      title: 'Criteria',
      paragraphs: [
        'Your level follows from the assessor’s marks alone, by the criteria that were agreed. How you see yourself is recorded and does not change the level.',
      ],
    },
    level: 'target level {level}',
    data: {
      title: 'Your data',
      paragraphs: [
        'Your name, date of birth, agreement, evidence, marks and decisions are kept to recognise what you learned. They are not used for anything else without your consent.',
        '{sending} and {hosting} see them. Special needs are seen only by the coordinator, the assessor and the validator.',
        'Whoever you show the certificate sees what it says.',
        'You may ask {sending} to see your data and to have mistakes corrected.',
      ],
    },
    appeal: {
      title: 'Appeal',
      paragraphs: [
        'If you disagree with a decision, you may appeal to {sending} within {days} days of it. People who did not take that decision will look at it.',
      ],
    },
    needs: 'Special needs and accommodations (if any)',
    needsHint: 'For example more time, or larger print. You may leave this empty.',
    hash: 'Checksum of the document (SHA-256)',
    name: 'Given name and family name',
    agree: 'I have read this information.',
    submit: 'Acknowledge',
    done: 'Thank you! Identification can begin now.',
    other: 'Latviski',
  },
} as const
