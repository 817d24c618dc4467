/* A link to a translation's mark shows what has changed, and leads into the field that it stands below. */
function fieldOf(mark) {
  const box = mark.closest(".help")?.previousElementSibling
  return box?.querySelector(box.querySelector(".prose-editor, [data-django-prose-editor-configurable]") ? "[contenteditable=true]" : "input, textarea, select")
}

function enter() {
  const mark = document.getElementById(location.hash.slice(1))
  if (!mark?.matches(".translation-mark")) return
  const change = mark.querySelector("details")
  if (change) change.open = true
  const watch = new MutationObserver(go)
  function go() {
    const field = fieldOf(mark)
    if (!field) return
    watch.disconnect()
    const { activeElement } = document
    if (activeElement === document.body || activeElement.matches("a")) field.focus({ preventScroll: true })
  }
  // The rich-text editor is put in place by a script of its own.
  watch.observe(mark.closest(".form-row"), { childList: true, subtree: true, attributes: true })
  go()
}

addEventListener("hashchange", enter)
// Until the page is there, following the fragment takes the focus away again.
addEventListener("load", () => setTimeout(enter))
