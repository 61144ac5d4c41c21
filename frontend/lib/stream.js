// Follows a numbered stream of messages: over a socket; where that fails, by asking now and then.
// After every break it goes on from the last number that it has, so nothing is missed.
const firstPause = 1_000;
const longestPause = 30_000;
const failuresBeforeAsking = 2;
const pauseBetweenQuestions = 10_000;

/**
 * @param {{socket: string, changes: string, language: string, last: number, asks?: boolean}} stream
 *   where it is, and the number that the page has; with `asks`, the socket only says that there is
 *   something new, and the texts are asked for.
 * @param {(message: {type: string, number: number}) => void} receive
 * @param {(isListening: boolean) => void} tell whether the socket stands
 */
export function followStream(stream, receive, tell = () => {}) {
  const state = { last: stream.last, failures: 0, socket: null, timer: 0, asking: null, ended: false };

  function take(messages) {
    for (const message of messages) {
      // A number that we have is a repetition: the socket and a question may both have told it.
      if (message.number > state.last) {
        state.last = message.number;
        receive(message);
      }
    }
  }

  async function ask() {
    state.asking ??= fetchChanges(stream.changes, state.last).finally(() => (state.asking = null));
    const answer = await state.asking;
    if (answer === "gone") end();
    else if (answer) {
      take(answer.messages);
      state.last = Math.max(state.last, answer.number);
    }
  }

  function connect() {
    clearTimeout(state.timer);
    if (state.ended || state.socket) return;
    const socket = (state.socket = new WebSocket(addressOf(stream, state.last)));
    socket.addEventListener("open", () => {
      state.failures = 0;
      tell(true);
    });
    socket.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      const messages = (Array.isArray(told) ? told : [told]).filter((message) => message.number);
      if (stream.asks && messages.length) ask();
      else take(messages);
    });
    socket.addEventListener("close", () => {
      if (state.socket !== socket) return;
      state.socket = null;
      tell(false);
      state.failures += 1;
      if (state.failures >= failuresBeforeAsking) ask();
      again(pauseAfter(state.failures));
    });
  }

  function again(pause) {
    clearTimeout(state.timer);
    if (!state.ended) state.timer = setTimeout(connect, pause);
  }

  /** The page is looked at again, or the network is back: what a sleeping socket missed comes now. */
  function wake() {
    if (state.ended || document.visibilityState !== "visible") return;
    if (state.socket?.readyState === WebSocket.OPEN) {
      state.socket.send(JSON.stringify({ type: "resume", after: state.last }));
    } else if (!state.socket) connect();
  }

  function end() {
    state.ended = true;
    clearTimeout(state.timer);
    state.socket?.close();
  }

  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  // A page in the back-forward cache holds no socket, and goes on when it is shown again.
  window.addEventListener("pagehide", () => {
    clearTimeout(state.timer);
    const socket = state.socket;
    state.socket = null;
    socket?.close();
  });
  window.addEventListener("pageshow", (event) => event.persisted && connect());
  connect();
  return { connect, end, state };
}

/** Longer each time, and never the same for all: a server that comes back is not overrun. */
export function pauseAfter(failures, chance = Math.random()) {
  const pause = Math.min(longestPause, firstPause * 2 ** (failures - 1));
  const asked = failures >= failuresBeforeAsking ? Math.max(pause, pauseBetweenQuestions) : pause;
  return asked * (0.5 + chance);
}

function addressOf(stream, last) {
  const url = new URL(stream.socket, location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  url.searchParams.set("language", stream.language);
  url.searchParams.set("after", last);
  return url;
}

/** The changes after a number; "gone" where they may not be read; nothing when the network fails. */
async function fetchChanges(address, last) {
  try {
    const response = await fetch(`${address}?after=${last}`, { headers: { Accept: "application/json" } });
    if (response.status === 404) return "gone";
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
