/* Names for the controls that Django's own scripts put in place of selects. */
function nameControls() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${select.id}"]`)
    const control = select.nextElementSibling
    if (!label || !control) continue
    label.id ||= `${select.id}_label`
    for (const part of control.querySelectorAll("[role=combobox], [role=textbox], input")) {
      part.setAttribute("aria-labelledby", label.id)
    }
    control
      .querySelector("[role=combobox]")
      ?.setAttribute("aria-labelledby", `${label.id} select2-${select.id}-container`)
  }
  for (const tip of document.querySelectorAll(".help-tooltip[aria-label]")) tip.setAttribute("role", "img")
}

django.jQuery(nameControls)
// The two-column chooser is built at load, by a listener that was there first.
window.addEventListener("load", nameControls)
document.addEventListener("formset:added", () => setTimeout(nameControls))
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".select2-search__field:not([aria-label], [aria-labelledby])")) {
    target.setAttribute("aria-label", "Søk")
  }
})
