/* The rich-text editor in Norwegian, by keyboard, and under the name of its field. */
import { Link as BaseLink, Menu as BaseMenu, updateAttrsDialog } from "django-prose-editor/editor"

const NAMES = {
  paragraph: "Vanlig avsnitt",
  heading2: "Overskrift, nivå 2",
  heading3: "Overskrift, nivå 3",
  heading4: "Overskrift, nivå 4",
  bulletList: "Punktliste",
  orderedList: "Nummerert liste",
  blockquote: "Sitat",
  bold: "Fet",
  italic: "Kursiv",
  link: "Lenke",
  unlink: "Fjern lenke",
  "history:undo": "Angre",
  "history:redo": "Gjør om",
}

function named(definition) {
  const { button, name, update, active, enabled } = definition
  const text = NAMES[name] || name
  button.title = text
  button.setAttribute("aria-label", text)
  return {
    ...definition,
    update(editor) {
      update?.(editor)
      if (active) button.setAttribute("aria-pressed", String(Boolean(active(editor))))
      if (enabled) button.setAttribute("aria-disabled", String(!enabled(editor)))
    },
  }
}

/* One stop for the Tab key; the arrow keys lead from button to button. */
function asToolbar(bar, label) {
  bar.setAttribute("role", "toolbar")
  bar.setAttribute("aria-label", `Formatering: ${label}`)
  const shown = () => [...bar.querySelectorAll("button")].filter((button) => button.offsetParent)
  const stopAt = (current) => {
    for (const button of bar.querySelectorAll("button")) button.tabIndex = button === current ? 0 : -1
  }
  stopAt(shown()[0])
  bar.addEventListener("focusin", (event) => stopAt(event.target))
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    const buttons = shown()
    buttons.at((buttons.indexOf(event.target) + step) % buttons.length).focus()
    event.preventDefault()
  })
}

function underTheNameOfItsField(editor, bar) {
  const area = editor.view.dom
  const textarea = area.closest(".prose-editor").querySelector("textarea")
  const label = document.querySelector(`label[for="${textarea.id}"]`)
  const name = label ? label.textContent.trim().replace(/:$/, "") : textarea.name
  area.setAttribute("role", "textbox")
  area.setAttribute("aria-multiline", "true")
  area.setAttribute("aria-label", name)
  area.setAttribute("tabindex", "0")
  for (const attribute of ["aria-describedby", "aria-invalid", "lang"]) {
    if (textarea.hasAttribute(attribute)) area.setAttribute(attribute, textarea.getAttribute(attribute))
  }
  label?.addEventListener("click", () => editor.commands.focus())
  if (bar) asToolbar(bar, name)
}

export const Menu = BaseMenu.extend({
  addStorage() {
    const storage = this.parent()
    const define = storage.menu.defineItem.bind(storage.menu)
    storage.menu.defineItem = (definition) => define(named(definition))
    return storage
  },
  onCreate(event) {
    this.parent(event)
    underTheNameOfItsField(event.editor, this.storage.dom)
  },
})

const linkDialog = updateAttrsDialog(
  {
    href: {
      type: "string",
      title: "Adresse",
      description: "Lim inn adressen. Lenker til sider her følger siden om den flyttes.",
    },
  },
  { title: "Lenke", submitText: "Sett inn" },
)

export const Link = BaseLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return
          linkDialog(editor, editor.getAttributes("link")).then((typed) => {
            if (!typed) return
            const chain = editor.chain().focus().extendMarkRange("link")
            const href = typed.href.trim()
            if (href) chain.setLink({ href }).run()
            else chain.unsetLink().run()
          })
        },
    }
  },
})
