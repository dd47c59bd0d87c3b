"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  $("before").addEventListener("change", (event) => document.body.classList.toggle("before", event.target.checked));
  $("filter").addEventListener("input", () => {
    const wanted = $("filter").value.trim().toLowerCase();
    let shown = 0;
    for (const row of $("table").tBodies[0].rows) {
      row.hidden = Boolean(wanted) && !row.textContent.toLowerCase().includes(wanted);
      if (!row.hidden) shown += 1;
    }
    $("said").textContent = wanted ? shown + " found" : "";
  });
  // A note near the right edge opens to the left.
  const turn = (mark) => {
    const tip = mark.querySelector && mark.querySelector(".tip");
    if (tip) tip.classList.toggle("leftwards", mark.getBoundingClientRect().left + tip.offsetWidth > document.documentElement.clientWidth - 8);
  };
  document.addEventListener("mouseover", (event) => { const mark = event.target.closest && event.target.closest("mark"); if (mark) turn(mark); });
  document.addEventListener("focusin", (event) => { if (event.target.tagName === "MARK") turn(event.target); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const marks = [...document.querySelectorAll("mark.edit")];
    if (!marks.length) return;
    const at = marks.indexOf(document.activeElement);
    const next = marks[at < 0 ? (step > 0 ? 0 : marks.length - 1) : (at + step + marks.length) % marks.length];
    next.focus();
    next.scrollIntoView({ block: "center" });
  });
})();
