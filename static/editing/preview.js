/* The page that the form would become, beside the form. Without script it opens in a window of its own. */
const panel = document.getElementById("preview-panel")
const frame = document.getElementById("preview-frame")
const buttons = [...document.querySelectorAll("[data-preview]")]
const PAUSE = 1500
let opener, timer, asked

const chosen = (name) => panel.querySelector(`[name=preview-${name}]:checked`).value
const state = () => new URLSearchParams([...new FormData(opener.form)].filter(([, value]) => typeof value === "string")).toString()

/* A new frame for each showing, so that the browser's way back does not lead through all of them. */
function show() {
  const former = frame.querySelector("iframe:last-child")
  const place = former?.contentWindow?.scrollY || 0
  const next = document.createElement("iframe")
  next.name = `preview-${Date.now()}`
  next.title = chosen("language") === "nb" ? "Siden på norsk" : "Siden på engelsk"
  next.addEventListener("load", () => {
    if (next.contentWindow.location.href === "about:blank") return
    for (const old of frame.querySelectorAll("iframe")) if (old !== next) old.remove()
    next.contentWindow.scrollTo(0, place)
  })
  frame.append(next)
  const button = buttons.find((each) => each.dataset.preview === chosen("language"))
  const target = button.formTarget
  button.formTarget = next.name
  asked = state()
  opener.form.requestSubmit(button)
  button.formTarget = target
}

function open(button) {
  panel.querySelector(`[name=preview-language][value=${button.dataset.preview}]`).checked = true
  opener = button
  panel.hidden = false
  document.body.classList.add("with-preview")
  show()
  panel.querySelector("input:checked").focus()
}

function close() {
  panel.hidden = true
  frame.replaceChildren()
  document.body.classList.remove("with-preview")
  opener.focus()
}

function follow() {
  clearTimeout(timer)
  timer = setTimeout(() => !panel.hidden && state() !== asked && show(), PAUSE)
}

if (panel) {
  for (const button of buttons) {
    button.addEventListener("click", (event) => {
      if (button.formTarget !== "_blank") return
      event.preventDefault()
      open(button)
    })
  }
  for (const radio of panel.querySelectorAll("[name=preview-language]")) radio.addEventListener("change", show)
  for (const radio of panel.querySelectorAll("[name=preview-width]")) {
    radio.addEventListener("change", () => frame.classList.toggle("phone", chosen("width") === "phone"))
  }
  document.getElementById("preview-close").addEventListener("click", close)
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && close())
  for (const kind of ["input", "change", "keyup"]) document.addEventListener(kind, follow)
}
