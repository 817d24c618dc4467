/* What is typed is sent to the server as it is typed, where it is kept for the one who typed it until the form is saved. */
const PAUSE = 1500
const RETRY = 10_000
// What a browser takes along when a page is left.
const LAST_WORDS = 60_000
const WHY = {
  old: "Skjemaet har stått åpent for lenge til at teksten blir tatt vare på. Lagre den, eller kopier den.",
  much: "Teksten er for lang til å bli tatt vare på mens du skriver. Lagre ofte.",
  busy: "Databasen er opptatt. Teksten står her i vinduet, og det prøves igjen.",
  away: "Får ikke kontakt med nettstedet. Teksten står her i vinduet, og det prøves igjen. Ikke lukk vinduet.",
  gone: "Brukeren din kan ikke logge inn lenger, så teksten blir ikke tatt vare på. Kopier den.",
}
const status = document.getElementById("kept-status")
const form = status?.closest("form")

/* Everything the form would send, but files. What is chosen in the two-column lists is marked only when it is sent. */
function typed() {
  const data = new FormData(form)
  for (const list of form.querySelectorAll(".selector-chosen select")) {
    data.delete(list.name)
    for (const option of list.options) data.append(list.name, option.value)
  }
  data.delete("csrfmiddlewaretoken")
  return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString()
}

let first, sent, timer, leaving, busy, touched

function say(text, tone, link) {
  if (status.firstChild?.nodeValue !== text) {
    status.replaceChildren(text)
    if (link) {
      const anchor = document.createElement("a")
      Object.assign(anchor, { href: status.dataset.signIn, target: "_blank", textContent: "Logg inn i et nytt vindu" })
      status.append(" ", anchor, ", og skriv videre her.")
    }
  }
  status.dataset.tone = tone
}

const files = () => [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length)

function told(answer) {
  if (answer.csrf) for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = answer.csrf
  if (!answer.signed_in && answer.kept) say(`Du er logget ut. Teksten er tatt vare på kl. ${answer.kept}.`, "fault", true)
  else if (answer.kept) say(`Teksten er tatt vare på kl. ${answer.kept}, men ikke lagret.${files() ? " Filer må velges på nytt." : ""}`, "good")
  else say("", "good")
}

async function send(now) {
  busy = true
  try {
    const body = now === first ? new URLSearchParams([["kept_token", form.elements.kept_token.value]]).toString() : now
    const response = await fetch(status.dataset.keep, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      keepalive: body.length < LAST_WORDS,
    })
    const answer = await response.json()
    if (!response.ok) throw answer.why
    if (!answer.kept && now !== first) throw "gone"
    sent = now
    told(answer)
  } catch (why) {
    say(WHY[why] || WHY.away, "fault")
    schedule(RETRY)
  } finally {
    busy = false
  }
}

function schedule(pause) {
  timer ??= setTimeout(() => {
    timer = undefined
    look()
  }, pause)
}

function look() {
  if (leaving || busy || !touched) return busy && schedule(PAUSE)
  const now = typed()
  if (now !== sent) send(now)
}

/* The editors and the lists put their own words in the fields while they start, which nobody has typed. */
function touch() {
  if (!touched) first = sent = typed()
  touched = true
}

function start() {
  for (const kind of ["pointerdown", "keydown", "beforeinput", "dragenter"]) document.addEventListener(kind, touch, { capture: true })
  // Lists that scripts have put in place of others tell of no change, so every key and click is a reason to look.
  for (const kind of ["input", "change", "click", "keyup", "drop", "paste"]) {
    document.addEventListener(kind, () => schedule(PAUSE))
  }
  document.addEventListener("formset:added", () => schedule(PAUSE))
  document.addEventListener("visibilitychange", () => document.hidden && look())
  window.addEventListener("pagehide", look)
  window.addEventListener("pageshow", ({ persisted }) => persisted && (leaving = false))
  form.addEventListener("submit", ({ submitter }) => {
    if (!submitter?.dataset.preview) leaving = true
  })
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && status.dataset.tone === "fault" && typed() !== sent) event.preventDefault()
  })
}

if (form) start()
