/** Texts of the information sheet; what stands in braces is filled in for the case. */
export const words = {
  lv: {
    title: 'Informācija par mācīšanās rezultātu atzīšanu',
    procedure: {
      title: 'Kārtība',
      paragraphs: [
        'Jūsu mobilitātes mācīšanās rezultātus atzīst četros posmos: noteikšana, dokumentēšana, novērtēšana un apstiprināšana.',
        'Noteikšanā kopā ar koordinatoru nosakāt, kurus rezultātus piesakāt. Dokumentēšanā iesniedz pierādījumus, kas tapuši no {from} līdz {until}, un Jūs apliecināt, ka darbu esat veicis(-kusi) pats(-i). Pierādījumi var būt datnes, saites, trešo personu apliecinājumi, testu rezultāti un novērojumi. Novērtēšanā vērtētājs salīdzina pierādījumus ar kritērijiem. Apstiprināšanā cits cilvēks pieņem galīgo lēmumu, un organizācija „{sending}” izsniedz apliecinājumu.',
        'Kā novērtēs: {procedure}',
      ],
    },
    criteria: {
      title: 'Kritēriji',
      paragraphs: [
        'Līmeni nosaka tikai vērtētāja vērtējumi pēc kritērijiem, par kuriem puses vienojušās. Jūsu pašvērtējumu pieraksta, bet līmeni tas neietekmē. Daļu rezultātu neatkarīgi vērtē vēl viens vērtētājs.',
        'Lai sasniegtu līmeni, jāparāda viss, kas prasīts tajā un zemākos līmeņos. Sasniedzamajā līmenī prasīts:',
      ],
    },
    level: 'sasniedzamais līmenis {level}',
    costs: {
      title: 'Izmaksas',
      paragraphs: [
        'Šī kārtība Jums ir bez maksas: nekas nav jāmaksā ne par kādu no četriem posmiem, ne par apliecinājumu un tā pārbaudi, ne par apelāciju vai sūdzību.',
      ],
    },
    data: {
      title: 'Jūsu dati',
      paragraphs: [
        'Vārdu, uzvārdu, dzimšanas datumu, vienošanos, pierādījumus, vērtējumus un lēmumus glabā, lai atzītu Jūsu mācīšanās rezultātus. Bez Jūsu piekrišanas tos neizmanto citiem mērķiem.',
        'Tos redz organizācija „{sending}” un organizācija „{hosting}”. Īpašās vajadzības redz tikai koordinators, vērtētājs un apstiprinātājs.',
        'Apliecinājuma saturu redz tie, kam to parādāt. Cik daudz redz tas, kurš apliecinājumu pārbauda tīmeklī, nosakāt Jūs.',
        'Vienošanos, vērtējumus, lēmumus un apliecinājumu glabā arī pēc atzīšanas, lai apliecinājumu varētu pārbaudīt un būtu redzams, kā tas iegūts. Fotoattēlu datnēs ierakstīto uzņemšanas vietu neglabā.',
        'Organizācijā „{sending}” varat iepazīties ar saviem datiem, lūgt izlabot kļūdas un dzēst to, kas vairs nav vajadzīgs. Par datu apstrādi varat sūdzēties datu aizsardzības iestādei, Latvijā – Datu valsts inspekcijai.',
      ],
    },
    appeal: {
      title: 'Apelācija un sūdzība',
      paragraphs: [
        'Kad lieta ir pabeigta, koordinators Jums iedod saiti, kurā redzami rezultāti un vērtējumi. Ja rezultātam nepiekrītat, {window} pēc lietas pabeigšanas varat iesniegt apelāciju. Sūdzību par norisi varat iesniegt arī agrāk. Līdz 18 gadu vecumam to var darīt arī likumiskais pārstāvis.',
        'Iesniegumu izskata organizācijas „{sending}” darbinieki, kuri Jūsu lietā nav piedalījušies, un {decision} pieņem pamatotu lēmumu. Rezultāts apelācijas dēļ nevar pasliktināties.',
      ],
    },
    needs: 'Īpašās vajadzības un pielāgojumi (ja tādi ir)',
    needsHint: 'Piemēram, vairāk laika vai lielāki burti. Šo var neaizpildīt.',
    acknowledging: 'Iepazīšanās ar informāciju',
    hash: 'Dokumenta kontrolsumma (SHA-256)',
    name: 'Vārds un uzvārds',
    agree: 'Esmu iepazinies(-usies) ar šo informāciju.',
    submit: 'Apliecināt',
    done: 'Paldies! Tagad var sākt noteikšanu.',
  },
  en: {
    title: 'Information about the recognition of learning outcomes',
    procedure: {
      title: 'Procedure',
      paragraphs: [
        'What you learn on your mobility is recognised in four stages: identification, documentation, assessment and validation.',
        'In identification you and your coordinator say which outcomes you claim. In documentation evidence produced from {from} to {until} is handed in, and you declare that the work is your own. Evidence can be files, links, statements of third parties, test results and observations. In assessment an assessor compares the evidence with the criteria. In validation somebody else takes the final decision, and {sending} issues the certificate.',
        'How it is assessed: {procedure}',
      ],
    },
    criteria: {
      title: 'Criteria',
      paragraphs: [
        'Your level follows from the assessor’s marks alone, by the criteria that were agreed. How you see yourself is recorded and does not change the level. Some outcomes are marked by a second assessor, independently.',
        'To reach a level you show all that is asked at it and at the levels below. At your target level this is asked:',
      ],
    },
    level: 'target level {level}',
    costs: {
      title: 'Costs',
      paragraphs: [
        'This procedure is free of charge for you: you pay nothing for any of the four stages, for the certificate and having it verified, or for an appeal or complaint.',
      ],
    },
    data: {
      title: 'Your data',
      paragraphs: [
        'Your name, date of birth, agreement, evidence, marks and decisions are kept to recognise what you learned. They are not used for anything else without your consent.',
        '{sending} and {hosting} see them. Special needs are seen only by the coordinator, the assessor and the validator.',
        'Whoever you show the certificate sees what it says. How much is seen by those who verify it on the web is for you to say.',
        'The agreement, marks, decisions and certificate are kept after recognition too, so that the certificate can be verified and how it was earned can be seen. The place that is written into photograph files is not kept.',
        'You may ask {sending} to see your data, to have mistakes corrected, and to have erased what is no longer needed. You may complain about the use of your data to the data protection authority.',
      ],
    },
    appeal: {
      title: 'Appeal and complaint',
      paragraphs: [
        'When the case is closed, your coordinator gives you a link to your results and marks. If you disagree with a result, you may appeal {window} of the closing of the case. A complaint about the procedure may come earlier, too. Until you are 18, your guardian may do so as well.',
        'People of {sending} who took no part in your case look at it and decide {decision}, with reasons. An appeal cannot make a result worse.',
      ],
    },
    needs: 'Special needs and accommodations (if any)',
    needsHint: 'For example more time, or larger print. You may leave this empty.',
    acknowledging: 'Acknowledgement',
    hash: 'Checksum of the document (SHA-256)',
    name: 'Given name and family name',
    agree: 'I have read this information.',
    submit: 'Acknowledge',
    done: 'Thank you! Identification can begin now.',
  },
} as const
