// Keys: "/" goes to the search, arrows move between the series of the library.
(() => {
  "use strict";
  const columns = (cells) => {
    const top = cells[0].getBoundingClientRect().top;
    const below = cells.findIndex((cell) => cell.getBoundingClientRect().top > top + 1);
    return below < 0 ? cells.length : below;
  };

  const move = (event) => {
    const cell = event.target.closest("[data-grid] [data-cell]");
    if (!cell) return;
    const cells = [...cell.closest("[data-grid]").querySelectorAll("[data-cell]")];
    const wide = columns(cells);
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -wide, ArrowDown: wide }[event.key];
    const next = step && cells[cells.indexOf(cell) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const search = document.querySelector("[data-focus-key]");
    const typing = event.target.closest("input, textarea, select");
    if (search && event.key === search.dataset.focusKey && !typing) {
      event.preventDefault();
      search.focus();
    } else if (search && event.target === search && event.key === "ArrowDown") {
      document.querySelector("[data-grid] [data-cell]")?.focus();
      event.preventDefault();
    } else {
      move(event);
    }
  });
})();
