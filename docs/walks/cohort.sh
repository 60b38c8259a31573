#!/usr/bin/env bash
# A cohort from its roster to certificates, with curl; node reads and writes JSON, and openssl looks at signatures.
# With URL, CLIENT_ID and CLIENT_SECRET, and in RECEIVER the address at which the service reaches PORT of this machine:
#   bash cohort.sh
set -euo pipefail

project=2026-1-LV01-KA121-VET-000012345
competence=2.4

# What the service is too busy for is sent again, after as long as it says; what was done already is not done twice.
curl() { command curl -sSf --retry 9 "$@"; }
# js EXPRESSION: what it says of the JSON that comes in, as `it`.
js() { node -e 'const it = JSON.parse(require("fs").readFileSync(0, "utf8"))
  const out = new Function("it", `return (${process.argv[1]})`)(it)
  console.log(typeof out === "string" ? out : JSON.stringify(out))' "$1"; }
# token ID SECRET [MEMBER]: for a client of an organisation, or for the member who acts through it.
token() { curl "$URL/oauth/token" -d grant_type=client_credentials -d "client_id=$1" -d "client_secret=$2" ${3:+-d "member=$3"} | js it.access_token; }
get() { curl "$URL$2" -H "authorization: Bearer $1"; }
post() { curl -X POST "$URL$2" -H "authorization: Bearer $1" -H 'content-type: application/json' -H "idempotency-key: $(node -pe 'crypto.randomUUID()')" -d "${3-}"; }
# until_so TOKEN PATH EXPRESSION: asks again until it is so.
until_so() { until [ "$(get "$1" "$2" | js "$3")" = true ]; do sleep 0.3; done; }

# enter TOKEN KIND TABLE: what is wrong with a table is told before anything is entered.
enter() {
  local path sha256
  path=/v1/imports/$(curl "$URL/v1/imports" -H "authorization: Bearer $1" -F "kind=$2" -F "file=@$3" | js it.id)
  until_so "$1" "$path" 'it.state !== "checking"'
  if [ "$(get "$1" "$path" | js it.state)" != ready ]; then get "$1" "$path/faults" >&2; exit 1; fi
  sha256=$(get "$1" "$path" | js it.sha256)
  post "$1" "$path/run" "{\"sha256\":\"$sha256\"}" > /dev/null
  until_so "$1" "$path" 'it.state === "done"'
}

# together TOKEN BATCH: one action on many things; each succeeds or is refused by itself.
together() {
  local path
  path=/v1/batches/$(post "$1" /v1/batches "$2" | js it.id)
  until_so "$1" "$path" 'it.state === "finished"'
  if [ "$(get "$1" "$path" | js it.counts.refused)" != 0 ]; then get "$1" "$path/items?state=refused" >&2; exit 1; fi
}

# way EXPRESSION PAGE: asks a learner's page again until it is so, and shows it.
way() { until [ "$(curl "$2" -H 'accept: application/json' | js "(it = it.items[0]) && Boolean($1)")" = true ]; do sleep 0.3; done; curl "$2" -H 'accept: application/json'; }
# give_word STEP PAGE NAME: what a learner does on their page: signs, acknowledges or declares what waits for them.
give_word() {
  local page at
  page=$(way "it.next.step === '$1' && it.next.waitsFor === 'you'" "$2")
  at=$URL$(js 'it.items[0].next.at' <<<"$page")
  curl "$at" -H 'accept: application/json' --data-urlencode "name=$3" -d accept=true -d "hash=$(curl "$at" -H 'accept: application/json' | js it.hash)" > /dev/null
}

# 1. Who takes part: the school's members from a table, and the host with a client of its own. Curl can only ask: what the
# webhook says is kept as it comes, and looked at when all is done.
mkdir told
node -e 'require("http").createServer(async (request, response) => {
  const { "webhook-id": id = "", "webhook-timestamp": at, "webhook-signature": signed } = request.headers
  const body = Buffer.concat(await request.toArray())
  const isFresh = /^[\w-]+$/.test(id) && Math.abs(Date.now() / 1000 - Number(at)) < 300
  if (isFresh) require("fs").writeFileSync(`told/${id}`, Buffer.concat([Buffer.from(`${at}\n${signed}\n`), body]))
  response.writeHead(isFresh ? 204 : 401).end()
}).listen(process.env.PORT)' &
receiver=$!
trap 'kill $receiver' EXIT
admin=$(token "$CLIENT_ID" "$CLIENT_SECRET")
webhook=$(post "$admin" /v1/webhooks "{\"url\":\"$RECEIVER\",\"types\":[\"certificate.issued\"]}")
enter "$admin" members members.csv
enter "$admin" authorisations authorisations.csv
members=$(get "$admin" /v1/members)
member() { js "it.items.find(({ externalId }) => externalId === '$1').id" <<<"$members"; }
as() { token "$CLIENT_ID" "$CLIENT_SECRET" "$(member "$1")"; }
coordinator=$(as coordinator)
host=$(post "$admin" /v1/organisations '{"name":"Example Workshop","country":"FI","client":{"name":"Host","scopes":["read","recognise","administer"]}}' | js it.client)
host_id=$(js it.id <<<"$host"); host_secret=$(js it.secret <<<"$host")
staff=$(post "$(token "$host_id" "$host_secret")" /v1/members '{"name":"Staff of the host","roles":["coordinator","mentor"]}' | js it.id)
mentor=$(token "$host_id" "$host_secret" "$staff")

# 2. The roster, and what nobody has to judge: cases open and stages end by themselves.
enter "$coordinator" people roster.csv
enter "$coordinator" mobilities roster.csv
cohort=$(post "$coordinator" /v1/cohorts "{\"name\":\"Walk\",\"projectCode\":\"$project\"}" | js it.id)
for order in open-cases complete-stages; do
  curl -X PUT "$URL/v1/settings/orders/$order" -H "authorization: Bearer $coordinator" > /dev/null
done

# 3. One agreement for all, from a template; both organisations sign what they have read.
template=$(post "$coordinator" /v1/agreement-templates '{
  "title": "Digital skills at work",
  "framework": "digcomp-2.2",
  "outcomes": [{
    "competence": "2.4", "target": 4, "baseline": 3, "baselineFoundBy": "Teacher before departure",
    "methods": ["portfolio"], "recognisedAs": { "kind": "module", "reference": "Digital skills, module 2" }
  }],
  "procedure": "Portfolio, judged within two months after return.",
  "assessorRole": "Vocational teacher"
}' | js it.id)
together "$coordinator" "{\"action\":\"draftAgreement\",\"cohortId\":\"$cohort\",\"body\":{\"template\":{\"id\":\"$template\"}}}"
signatures='{ action: "signAgreement", items: it.items.map(({ mobilityId: id, hash }) => ({ params: { id }, body: { hash } })) }'
together "$coordinator" "$(get "$coordinator" "/v1/agreements?cohortId=$cohort" | js "$signatures")"
together "$mentor" "$(get "$mentor" '/v1/agreements?side=hosted' | js "$signatures")"

# 4. Learners sign, and read the information sheet, on pages of their own. By mail they get the link themselves.
board() { get "$coordinator" "/v1/cohorts/$cohort"; }
declare -A names
while read -r person name; do
  page=$(post "$coordinator" "/v1/people/$person/page-links" '{"party":"learner"}' | js it.url)
  names[$page]=$name
done < <(board | js 'it.items.map(({ person }) => `${person.id} ${person.name}`).join("\n")')
for step in sign inform; do
  for page in "${!names[@]}"; do give_word $step "$page" "${names[$page]}"; done
done

# 5. Claims, evidence, the host's attestation and the learners' declarations.
cases=$(board | js 'it.items.map(({ recognitionId }) => recognitionId)')
together "$coordinator" "$(js "{ action: 'claimOutcome', items: it.map((id) => ({ params: { id, competence: '$competence' }, body: { status: 'claimed' } })) }" <<<"$cases")"
echo 'What was done together, week by week.' > portfolio.txt
for page in "${!names[@]}"; do
  at=$URL$(way 'it.stage === "documentation" && it.bring' "$page" | js 'it.items[0].bring.evidence')
  curl "$at" -H 'accept: application/json' -F title=Portfolio -F producedOn=2026-09-25 -F "competences=$competence" -F file=@portfolio.txt > /dev/null
done
together "$mentor" "$(js "{ action: 'attestEvidence', items: it.map((id) => ({ params: { id }, body: { statement: 'The work was done with us.' } })) }" <<<"$cases")"
for page in "${!names[@]}"; do give_word declare "$page" "${names[$page]}"; done
reached() { until_so "$coordinator" "/v1/cohorts/$cohort" "it.items.every(({ stage }) => stage === '$1')"; }
reached assessment

# 6. Marks, and a second time by another assessor where the sample says so: each mark says which evidence shows it, and
# what of the case was read.
mark() {
  local round=$1 cases=$2 assessor sheets
  assessor=$(as "$round")
  together "$coordinator" "$(js "{ action: 'assignAssessor', items: it.map((id) => ({ params: { id }, body: { memberId: '$(member "$round")', round: '$round' } })) }" <<<"$cases")"
  sheets=$(get "$assessor" /v1/marking-sheets)
  together "$assessor" "$(js '{ action: "declareConflicts", items: it.items.map(({ recognitionId: id, assignment }) => ({
    params: { id, assignmentId: assignment.id }, body: { lastTrainedOn: null, related: false, otherConflict: null } })) }' <<<"$sheets")"
  together "$assessor" "$(js '{ action: "recordMarks", items: it.items.flatMap(({ recognitionId: id, workHash, outcomes, evidence }) => {
    const evidenceIds = evidence.map((piece) => piece.id)
    const judgements = evidenceIds.map((evidenceId) => ({ evidenceId, valid: true, authentic: true, current: true, sufficient: true }))
    return outcomes.map(({ competence, criteria }) => ({ params: { id }, ifMatch: workHash, body: { competence, judgements,
      marks: criteria.map(({ id: criterionId, level }) => level <= 4 ? { criterionId, mark: "met", evidenceIds } : { criterionId, mark: "not-met" }) } }))
  }) }' <<<"$sheets")"
}
mark first "$cases"
sampled=$(board | js 'it.items.filter(({ tasks }) => tasks.some(({ code }) => code === "second-marks-missing")).map(({ recognitionId }) => recognitionId)')
if [ "$sampled" != '[]' ]; then mark second "$sampled"; fi
reached validation

# 7. Decisions on what was read, certificates, and all of them as files.
validator=$(as validator)
together "$validator" "$(get "$validator" /v1/decision-bases | js '{ action: "decideOutcomes", items: it.items.map(({ recognitionId: id, hash, outcomes }) => ({
  params: { id }, ifMatch: hash, body: { outcomes: outcomes.map(({ competence, suggested }) => ({ competence, result: suggested.result })) } })) }')"
issuer=$(as issuer)
together "$issuer" "$(js '{ action: "issueCertificate", items: it.map((recognitionId) => ({ body: { recognitionId } })) }' <<<"$cases")"
get "$issuer" "/v1/certificates.zip?cohortId=$cohort" > certificates.zip

# 8. Anyone checks them; the webhook has told of each, signed as Standard Webhooks says.
for at in $(get "$coordinator" "/v1/certificates?cohortId=$cohort" | js 'it.items.map(({ verificationUrl }) => verificationUrl).join(" ")'); do
  curl "$at" -H 'accept: application/json' | js it.status
done
until [ "$(find told -type f | wc -l)" -eq "$(js it.length <<<"$cases")" ]; do sleep 0.3; done
secret=$(js it.secret <<<"$webhook")
key=$(base64 -d <<<"${secret#whsec_}" | od -An -v -tx1 | tr -d ' \n')
for file in told/*; do
  { read -r at; read -r signed; body=$(cat); } < "$file"
  wanted=$(printf %s "${file##*/}.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
  [[ " $signed " == *" v1,$wanted "* ]]
  js it.type <<<"$body"
done
