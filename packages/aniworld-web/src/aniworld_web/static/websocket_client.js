// What happens in the library, while it happens:
//
//   <script src=".../static/websocket_client.js"></script>
//
//   const socket = io();
//   socket.join("download_progress");
//   socket.on("download_progress", data => ...);
//
// A lost connection is made again by itself, and what was missed is told then. Every message is explained
// in docs/websocket.md; beside those a listener can hear "connect" and "disconnect" ({ code, reason, final }).
// "joined" and "snapshot" bring what is going on at that moment. io({ seq, epoch }) begins with what happened
// after a message of that number, instead of now.
"use strict";

globalThis.io = (() => {
  const FIRST_WAIT = 500; // milliseconds; doubled with every try
  const LONGEST_WAIT = 5000;
  const QUIET = 25_000; // milliseconds without a message until the server is asked whether it is there
  const PATIENCE = 10_000; // milliseconds it has for an answer
  const SESSION_OVER = 4401;
  const script = document.currentScript;

  // The application's address: the attribute data-base of the script, or what its own address begins with.
  function address(base = script?.dataset.base ?? new URL("..", script.src).href) {
    const url = new URL(`${base.replace(/\/+$/, "")}/ws/connect`, document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    return url.href;
  }

  class Socket {
    #address;
    #listeners = new Map();
    #rooms = new Map(); // each with whether the server knows that we are in it
    #connection = null;
    #greeted = false;
    #seq;
    #epoch;
    #early; // whether rooms are joined from a number on that was given, not from now on
    #tries = 0;
    #timer = null;
    #closed = false;

    constructor(url, seq, epoch) {
      this.#address = url;
      this.#seq = seq;
      this.#epoch = epoch;
      this.#early = seq !== undefined;
      this.#open();
      globalThis.addEventListener?.("online", () => {
        if (!this.#closed) this.connect();
      });
    }

    get connected() {
      return this.#greeted;
    }

    on(type, listener) {
      if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
      this.#listeners.get(type).add(listener);
      return this;
    }

    off(type, listener) {
      this.#listeners.get(type)?.delete(listener);
      return this;
    }

    join(room) {
      if (this.#rooms.has(room)) return this;
      this.#rooms.set(room, this.#early);
      this.#send({ action: "join", room });
      return this;
    }

    leave(room) {
      if (this.#rooms.delete(room)) this.#send({ action: "leave", room });
      return this;
    }

    // End it for good; connect() begins again.
    close() {
      this.#closed = true;
      clearTimeout(this.#timer);
      this.#connection?.close(1000);
    }

    // Try at once, instead of when it would be time.
    connect() {
      this.#closed = false;
      this.#tries = 0;
      if (this.#connection === null) this.#open();
    }

    #open() {
      clearTimeout(this.#timer);
      const connection = new WebSocket(this.#address);
      this.#connection = connection;
      this.#await(PATIENCE, () => this.#lose(connection, 1006, "The server does not answer."));
      connection.onmessage = (event) => {
        if (connection === this.#connection) this.#hear(event.data);
      };
      connection.onclose = (event) => this.#lose(connection, event.code, event.reason);
    }

    #lose(connection, code, reason) {
      if (connection !== this.#connection) return;
      const was = this.#greeted;
      this.#connection = null;
      this.#greeted = false;
      clearTimeout(this.#timer);
      connection.close(); // the browser may take long to notice that nobody is there any more
      if (code === SESSION_OVER) this.#closed = true;
      const final = this.#closed;
      if (!final) {
        const wait = Math.min(FIRST_WAIT * 2 ** this.#tries, LONGEST_WAIT);
        this.#tries += 1;
        // Many clients lose a server at the same moment; they must not all come back at the same one.
        this.#await(wait * (0.5 + Math.random() / 2), () => this.#open());
      }
      if (was || final) this.#tell("disconnect", { code, reason, final });
    }

    #hear(text) {
      const message = JSON.parse(text);
      const envelopes = Array.isArray(message) ? message : [message];
      for (const envelope of envelopes) this.#take(envelope);
      if (this.#connection !== null) this.#await(QUIET, () => this.#ask());
    }

    #take(envelope) {
      const { type, seq, data } = envelope;
      if (type === "hello") return this.#greet(seq, data.epoch);
      this.#seq = seq;
      if (type === "joined") for (const room of data.rooms) if (this.#rooms.has(room)) this.#rooms.set(room, true);
      if (type === "error") console.warn(`WebSocket: ${data.problem}`);
      if (type !== "pong") this.#tell(type, data, envelope);
    }

    #greet(seq, epoch) {
      this.#greeted = true;
      this.#early = false;
      this.#tries = 0;
      this.#send({ action: "batch" });
      const known = [...this.#rooms].filter(([, joined]) => joined).map(([room]) => room);
      if (known.length > 0) {
        this.#send({ action: "replay", seq: this.#seq, epoch: this.#epoch, rooms: known });
      } else {
        this.#seq = seq;
      }
      this.#epoch = epoch;
      for (const [room, joined] of this.#rooms) if (!joined) this.#send({ action: "join", room });
      this.#tell("connect", { epoch });
    }

    #ask() {
      const connection = this.#connection;
      this.#send({ action: "ping" });
      this.#await(PATIENCE, () => this.#lose(connection, 1006, "The server does not answer."));
    }

    #await(milliseconds, then) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(then, milliseconds);
    }

    #send(request) {
      if (this.#greeted) this.#connection.send(JSON.stringify(request));
    }

    #tell(type, data, envelope) {
      for (const listener of this.#listeners.get(type) ?? []) {
        try {
          listener(data, envelope);
        } catch (error) {
          console.error(error); // one listener that fails must not keep the others from hearing
        }
      }
    }
  }

  return ({ base, seq, epoch } = {}) => new Socket(address(base), seq, epoch);
})();
