// What JavaScript adds to pages that work without it: live parts, and a word when a request fails.
(() => {
  "use strict";
  const { body } = document;
  const SOON = 300; // milliseconds until what changed is read again, together with what changes meanwhile
  const PAUSE = 1000; // milliseconds, at least, between two such readings
  const LOST = 1500; // milliseconds without a connection until it is said: a short gap is none

  const say = (text, name) => {
    const note = document.createElement("p");
    note.className = "note note-bad";
    note.dataset.about = name;
    note.textContent = text;
    document.getElementById("notes").replaceChildren(note);
  };

  let waiting = null;
  let rested = 0;
  const refresh = () => {
    waiting ??= setTimeout(() => {
      waiting = null;
      rested = Date.now() + PAUSE;
      body.dispatchEvent(new CustomEvent("live:refresh"));
    }, Math.max(SOON, rested - Date.now()));
  };

  // Each message of the WebSocket becomes an event, such as live:scan_progress. All but progress tell that
  // something of the page's rooms is not as it was: its live parts hear live:refresh.
  const rooms = (body.dataset.rooms || "").split(" ").filter(Boolean);
  if (rooms.length > 0 && typeof io === "function") {
    // From the moment on when the page was made, so that nothing is missed while it loads.
    const socket = io({ seq: Number(body.dataset.seq), epoch: body.dataset.epoch });
    rooms.forEach((room) => socket.join(room));
    const follow = (type, then) => socket.on(type, (detail) => {
      body.dispatchEvent(new CustomEvent(`live:${type}`, { detail }));
      then?.();
    });
    ["download_progress", "scan_progress"].forEach((type) => follow(type));
    [
      "download_complete", "download_failed", "queue_status", "scan_complete", "scan_failed", "series_changed", "condition_changed",
      "titles_read", "snapshot",
    ].forEach((type) => follow(type, refresh));
    // Without a connection nothing moves any more, and nothing may look as if it did.
    let lost = null;
    socket.on("connect", () => {
      clearTimeout(lost);
      if (body.classList.contains("offline")) refresh();
      body.classList.remove("offline");
      document.querySelector("#notes [data-about=offline]")?.remove();
    });
    socket.on("disconnect", ({ final }) => {
      clearTimeout(lost);
      lost = setTimeout(() => {
        body.classList.add("offline");
        say(final ? body.dataset.over : body.dataset.offline, final ? "over" : "offline");
      }, final ? 0 : LOST);
    });
  }

  // What somebody fills in or drags is not read again under their hands, but afterwards; nor is what has
  // the focus and no id to give it back by.
  const BUSY = "input[name=episode]:checked, :is(input, select, textarea):focus, :focus:not([id]), .dragged";
  let held = false;
  body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    const live = (requestConfig.triggeringEvent?.type || "").startsWith("live:");
    if (live && elt.querySelector(BUSY)) {
      event.preventDefault();
      held = true;
    }
  });
  ["change", "focusout", "dragend"].forEach((type) => body.addEventListener(type, () => {
    if (held) refresh();
    held = false;
  }));

  body.addEventListener("htmx:sendError", () => say(body.dataset.offline, "offline"));
  body.addEventListener("htmx:timeout", () => say(body.dataset.failed, "failed"));
})();
