// Starts the workers of frontend/verify/crew.js and lays the channels between them.

const MOST_HELPERS = 8;

/**
 * Starts a leading worker and its helpers, one for each core. `make` starts a worker.
 * `onBroken` hears of one that stopped by an error. Gives {leader, stop}.
 */
export function startCrew(make, onBroken) {
  const workers = [];
  const started = () => {
    const worker = make();
    worker.addEventListener("error", onBroken);
    workers.push(worker);
    return worker;
  };
  const leader = started();
  const count = Math.min(MOST_HELPERS, navigator.hardwareConcurrency || 1);
  for (let helper = 0; helper < count; helper += 1) {
    const { port1, port2 } = new MessageChannel();
    leader.postMessage({ kind: "helper", port: port1 }, [port1]);
    started().postMessage({ kind: "help", port: port2 }, [port2]);
  }
  return { leader, stop: () => workers.forEach((worker) => worker.terminate()) };
}
