// Shows at once how a picture will be cut around what matters in it, and lets that be pointed at. The numbers do the same.
const across = document.getElementById("id_focus_across");
const down = document.getElementById("id_focus_down");
const cuts = document.querySelector(".cuts[data-whole]");

if (across && down && cuts) {
  const whole = document.createElement("img");
  whole.src = cuts.dataset.whole;
  whole.alt = "";
  whole.className = "focus-whole";
  const holder = document.createElement("div");
  holder.className = "focus";
  holder.append(whole);
  cuts.before(holder);

  const show = () => {
    holder.style.setProperty("--across", `${across.value}%`);
    holder.style.setProperty("--down", `${down.value}%`);
    for (const cut of cuts.querySelectorAll("img")) {
      cut.src = whole.src;
      cut.style.objectPosition = `${across.value}% ${down.value}%`;
    }
  };
  const percent = (part, length) => String(Math.min(100, Math.max(0, Math.round((part / length) * 100))));

  whole.addEventListener("click", (event) => {
    across.value = percent(event.offsetX, whole.clientWidth);
    down.value = percent(event.offsetY, whole.clientHeight);
    show();
  });
  across.addEventListener("input", show);
  down.addEventListener("input", show);
  show();
}
