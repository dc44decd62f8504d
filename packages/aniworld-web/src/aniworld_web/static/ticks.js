// A tick for all episodes, or folders, of a form, and folders that follow a job.
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
  // Folders follow a job; while somebody chooses or types among them, only how far it is changes.
  let busy = false;
  document.addEventListener("input", (event) => { busy ||= event.target.closest("#proposals") !== null; });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const job = document.getElementById("folders-job");
    if (!job || !detail.target.contains(job)) return;
    busy &&= detail.target.id === "proposals" && detail.serverResponse.includes('id="folders-job"');
    if (!busy) return;
    detail.target = job;
    detail.selectOverride = "#folders-job";
  });

  document.addEventListener("htmx:load", (event) => ready(event.target));
  ready(document);
})();
