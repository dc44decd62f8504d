// A tick for all episodes, or folders, of a form.
(() => {
  "use strict";
  const ready = (root) => root.querySelectorAll("[data-tick-all]").forEach((all) => {
    all.closest("label").hidden = false;
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-ticks]");
    if (!form) return;
    const ticks = [...form.querySelectorAll("input[type=checkbox][name]")];
    const all = form.querySelector("[data-tick-all]");
    if (event.target === all) {
      ticks.forEach((tick) => { tick.checked = all.checked; });
    } else {
      const count = ticks.filter((tick) => tick.checked).length;
      all.checked = count === ticks.length;
      all.indeterminate = count > 0 && count < ticks.length;
    }
  });
  document.addEventListener("htmx:load", (event) => ready(event.target));
  ready(document);
})();
