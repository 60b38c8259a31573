// Signs a client in, lets it choose the member who acts, and sends their token with whatever is tried on the page.
const root = location.pathname.replace(/\/docs(\/.*)?$/, '/')
let token = null

window.asWhoActs = (request) => {
  const isOurs = new URL(request.url, location.href).origin === location.origin
  if (!token || !isOurs) return request
  request.headers.Authorization = `Bearer ${token}`
  if (request.method === 'POST') request.headers['Idempotency-Key'] ??= crypto.randomUUID()
  return request
}

const head = document.createElement('header')
head.innerHTML = `
<h1>Digital competence recognition</h1>
<p>The API, in the order of the work. <a href="${root}">Start</a> · <a href="${root}openapi.json">openapi.json</a></p>
<form>
  <label>Client id <input name="client_id" autocomplete="off" required></label>
  <label>Client secret <input name="client_secret" type="password" autocomplete="off" required></label>
  <button>Sign in</button>
  <label hidden>Act as <select name="member"><option value="">the client, as nobody</option></select></label>
</form>
<output role="status">Sign in to try what needs a token. It is kept by this page alone, until it is closed.</output>`
document.querySelector('#swagger-ui').before(head)
const form = head.querySelector('form')
const status = head.querySelector('output')

async function sign(member) {
  const body = new URLSearchParams(new FormData(form))
  body.delete('member')
  body.set('grant_type', 'client_credentials')
  if (member) body.set('member', member)
  const answer = await fetch(`${root}oauth/token`, { method: 'POST', body })
  const said = await answer.json()
  token = answer.ok ? said.access_token : null
  if (answer.ok) return said
  status.textContent = said.error_description ?? said.detail ?? said.title ?? said.error
  return null
}

async function members() {
  const found = []
  for (let cursor = ''; cursor !== null; ) {
    const asked = `${root}v1/members?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
    const answer = await fetch(asked, { headers: { authorization: `Bearer ${token}` } })
    if (!answer.ok) return found
    const page = await answer.json()
    found.push(...page.items)
    cursor = page.next
  }
  return found
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const signedIn = await sign('')
  if (!signedIn) return
  const chosen = form.member.options[0]
  const active = (await members()).filter(({ active }) => active)
  form.member.replaceChildren(
    chosen,
    ...active.map(({ id, name, roles }) => new Option(`${name} (${roles.join(', ')})`, id)),
  )
  form.member.parentElement.hidden = false
  status.textContent = 'Signed in as the client. Choose a member where somebody has to judge, sign or decide.'
})

form.member.addEventListener('change', async () => {
  const { text, value } = form.member.selectedOptions[0]
  const signedIn = await sign(value)
  if (signedIn)
    status.textContent = `What is tried now is done by ${text}, for ${signedIn.expires_in / 60} minutes.`
})
