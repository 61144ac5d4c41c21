// Derives the key of a code in a worker, so that the page can tell how far it is. The worker is let go
// right away, and with it its copy of the code.

export function deriveKeyAway(worker, { group, election }, code, told) {
  return new Promise((resolve, reject) => {
    const running = new Worker(worker, { type: "module" });
    const end = (settle) => (value) => {
      running.terminate();
      settle(value);
    };
    running.addEventListener("error", end(reject));
    running.addEventListener("message", ({ data }) => {
      if ("share" in data) told(data.share);
      else end(resolve)(data.key);
    });
    running.postMessage({ order: group.order, election, code });
  });
}
