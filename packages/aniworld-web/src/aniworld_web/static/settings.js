// The form of the settings: fields are marked as their problems come and go; a new key can be copied.
(() => {
  "use strict";
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    const problem = target.closest?.(".field-problem") ?? target;
    if (!problem.id?.startsWith("problem-")) return;
    const wrong = problem.textContent.trim() !== "";
    for (const field of document.querySelectorAll(`[aria-describedby~="${CSS.escape(problem.id)}"]`)) {
      if (wrong) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  });

  if (!navigator.clipboard) return; // only where the connection is secure
  const ready = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
  document.addEventListener("htmx:load", (event) => ready(event.target));
  ready(document);
})();
