// A hint how hard a password is to guess: its length above all, and how many different signs it has.
(() => {
  "use strict";
  for (const hint of document.querySelectorAll("[data-strength]")) {
    const field = document.getElementById(hint.dataset.strength);
    const meter = hint.querySelector("meter");
    const said = hint.querySelector("output");
    const shortest = Number(hint.dataset.shortest);

    const judge = (text) => {
      const length = [...text.normalize("NFC")].length;
      const lacking = shortest - length;
      if (lacking > 0) return [0, hint.dataset.short.replace("{count}", lacking)];
      const different = new Set(text.toLowerCase()).size;
      if (different < 6) return [1, hint.dataset.weak];
      return length + different < 32 ? [2, hint.dataset.fair] : [3, hint.dataset.strong];
    };

    field.addEventListener("input", () => {
      hint.hidden = field.value === "";
      const [value, text] = judge(field.value);
      meter.value = value;
      if (said.textContent !== text) said.textContent = text;
    });
  }
})();
