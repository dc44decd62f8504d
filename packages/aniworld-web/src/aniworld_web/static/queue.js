// The queue live: progress without reading the page again, and items moved by dragging or by Alt and arrows.
(() => {
  "use strict";
  const { body } = document;
  const language = document.documentElement.lang;
  const queue = () => document.getElementById("queue");
  const row = (id) => document.querySelector(`[data-item="${Number(id)}"]`);

  const number = (value, digits = 0) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  const size = (count) => {
    const units = ["B", "kB", "MB", "GB", "TB", "PB"];
    let power = 0;
    while (count >= 999.5 && power < units.length - 1) { count /= 1000; power += 1; }
    return `${number(count, power > 0 && count < 99.95 ? 1 : 0)}\u00a0${units[power]}`;
  };
  const duration = (seconds) => {
    const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.round(seconds) % 60];
    const two = (value) => String(value).padStart(2, "0");
    return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const speeds = new Map();
  const show = (data) => {
    const item = row(data.download_id);
    const bar = item?.querySelector("[data-bar]");
    if (!bar) return;
    const words = queue().dataset;
    const put = (name, text) => { item.querySelector(`[data-${name}]`).textContent = text; };
    if (data.total) { bar.max = data.total; bar.value = data.received; }
    const speed = (data.speed_mbps ?? 0) * 125000; // megabits to bytes
    put("percent", data.percent === null ? "" : `${number(data.percent)} %`);
    put("size", data.total ? fill(words.of, { size: size(data.received), total: size(data.total) }) : size(data.received));
    put("speed", speed ? `${size(speed)}/s` : "");
    put("eta", data.eta_seconds === null ? "" : fill(words.left, { time: duration(data.eta_seconds) }));
    speeds.set(data.download_id, speed);
    const total = document.querySelector("[data-total-speed]");
    const sum = [...speeds].reduce((all, [id, one]) => all + (row(id)?.querySelector("[data-bar]") ? one : 0), 0);
    if (total) total.textContent = `${size(sum)}/s`;
  };

  const announce = (kind, data) => {
    speeds.delete(data.download_id);
    const name = row(data.download_id)?.dataset.name;
    const announced = document.getElementById("announced");
    if (name && announced) announced.textContent = fill(queue().dataset[kind], { name, reason: data.reason });
  };

  body.addEventListener("live:download_progress", ({ detail }) => show(detail));
  body.addEventListener("live:download_complete", ({ detail }) => announce("done", detail));
  body.addEventListener("live:download_failed", ({ detail }) => announce("failed", detail));

  // Alt and an arrow press the item's own button, wherever in the item the focus is.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowUp: "up", ArrowDown: "down", Home: "first" }[event.key];
    const item = event.altKey && step && event.target.closest("[data-sortable] [data-item]");
    if (!item) return;
    event.preventDefault();
    const button = document.getElementById(`${step}-${item.dataset.item}`);
    if (button && !button.disabled) { button.focus(); button.click(); }
  });

  let dragged = null;
  const rows = () => document.querySelectorAll("[data-sortable] [data-item]");
  const unmark = () => rows().forEach((one) => one.classList.remove("drop-before", "drop-after", "dragged"));
  const enable = () => {
    document.querySelectorAll("[data-sortable]").forEach((list) => list.classList.add("can-drag"));
    rows().forEach((one) => { one.draggable = true; });
  };
  const target = (event) => {
    const over = event.target.closest?.("[data-sortable] [data-item]");
    if (!dragged || !over || over === dragged) return null;
    const box = over.getBoundingClientRect();
    return { over, below: event.clientY > box.top + box.height / 2 };
  };

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-sortable] [data-item]") ?? null;
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.name);
    dragged.classList.add("dragged");
  });
  document.addEventListener("dragover", (event) => {
    const place = target(event);
    if (!place) return;
    event.preventDefault();
    rows().forEach((one) => one.classList.remove("drop-before", "drop-after"));
    place.over.classList.add(place.below ? "drop-after" : "drop-before");
  });
  document.addEventListener("drop", (event) => {
    const place = target(event);
    if (!place) return;
    event.preventDefault();
    const path = `${queue().dataset.move}/${dragged.dataset.item}`;
    const values = { do: "place", back: dragged.querySelector("[name=back]").value };
    values[place.below ? "after" : "before"] = place.over.dataset.item;
    place.over[place.below ? "after" : "before"](dragged); // at once; the answer shows how it really stands
    htmx.ajax("POST", path, { values, target: "#content", select: "#content", selectOOB: "#notes", swap: "outerHTML show:none", headers: { "HX-Boosted": "true" } });
  });
  document.addEventListener("dragend", () => { dragged = null; unmark(); });

  // The focus goes back to the pressed button by itself, unless that is gone, or of no use at the new place.
  // Where its whole item is gone, the same button of the next one gets it.
  let pressed = null;
  let doing = null;
  let beside = [];
  document.addEventListener("submit", (event) => {
    const item = event.target.closest("[data-item]");
    pressed = item?.dataset.item ?? null;
    doing = event.submitter?.value;
    beside = [item?.nextElementSibling, item?.previousElementSibling].map((one) => one?.dataset.item);
  });
  const refocus = () => {
    if (pressed === null || document.activeElement !== body) return;
    const next = beside.map((id) => id && document.getElementById(`${doing}-${id}`)).find(Boolean);
    const button = row(pressed)?.querySelector("button:enabled") ?? next ?? document.getElementById("content");
    button.focus();
  };

  document.addEventListener("htmx:afterSettle", () => { enable(); refocus(); });
  enable();
})();
