/* Addresses that can be copied by one click; without script they are marked and copied by hand. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy)
  button.hidden = !navigator.clipboard
  button.addEventListener("click", async () => {
    const told = document.getElementById("copied")
    try {
      await navigator.clipboard.writeText(field.value)
      told.textContent = "Lenken er kopiert."
    } catch {
      field.select()
      told.textContent = "Lenken er merket. Kopier den med tastaturet."
    }
  })
  field.addEventListener("focus", () => field.select())
}
