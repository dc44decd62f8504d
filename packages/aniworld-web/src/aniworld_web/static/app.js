// What JavaScript adds to pages that work without it: live parts, keys, and a word when a request fails.
(() => {
  "use strict";
  const { body } = document;

  // Each message of the WebSocket becomes an event that hx-trigger can name: live:queue_status from:body.
  const rooms = (body.dataset.rooms || "").split(" ").filter(Boolean);
  const types = [
    "download_progress", "download_complete", "download_failed", "queue_status",
    "scan_progress", "scan_complete", "scan_failed", "series_changed",
  ];
  if (rooms.length > 0 && typeof io === "function") {
    const socket = io();
    rooms.forEach((room) => socket.join(room));
    const tell = (type, detail) => body.dispatchEvent(new CustomEvent(`live:${type}`, { detail }));
    types.forEach((type) => socket.on(type, (detail) => tell(type, detail)));
    socket.on("joined", (detail) => tell("joined", detail));
    // After a long absence the messages in between are lost, so that whatever follows them is read again.
    socket.on("snapshot", () => {
      ["queue_status", "download_complete", "scan_progress", "series_changed"].forEach((type) => tell(type, {}));
    });
  }

  // What somebody is about to fill in is not read again under their hands.
  body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    const live = (requestConfig.triggeringEvent?.type || "").startsWith("live:");
    if (live && elt.querySelector("input[name=episode]:checked, :is(input, select, textarea):focus")) {
      event.preventDefault();
    }
  });

  const say = (text) => {
    const note = document.createElement("p");
    note.className = "note note-bad";
    note.textContent = text;
    document.getElementById("notes").replaceChildren(note);
  };
  body.addEventListener("htmx:sendError", () => say(body.dataset.offline));
  body.addEventListener("htmx:timeout", () => say(body.dataset.failed));
})();
