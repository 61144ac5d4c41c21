// One worker that leads and some that help it, over channels that a page lays between them
// (frontend/pages/crew.js).
import { answered } from "./jobs.js";

/** For a helper: answers the jobs that come through a port. */
export function help(port) {
  port.addEventListener("message", ({ data }) => {
    try {
      port.postMessage(answered(data));
    } catch (error) {
      port.postMessage({ broken: `${error.stack ?? error}` });
    }
  });
  port.start();
}

/**
 * For a leader: shares jobs out among the helpers, each of which answers in the order in which it was
 * asked. `told` hears how many jobs of a list are done, and of how many.
 */
export class Crew {
  #helpers = [];

  constructor(told) {
    this.told = told;
  }

  add(port) {
    const helper = { port, waiting: [] };
    port.addEventListener("message", ({ data }) => {
      const { resolve, reject } = helper.waiting.shift();
      if (data.broken) reject(new Error(data.broken));
      else resolve(data);
    });
    port.start();
    this.#helpers.push(helper);
  }

  get width() {
    return this.#helpers.length;
  }

  /** The answer to a job, from whoever has least to do. */
  answer(job) {
    const helper = this.#helpers.reduce((free, each) => (each.waiting.length < free.waiting.length ? each : free));
    return new Promise((resolve, reject) => {
      helper.waiting.push({ resolve, reject });
      helper.port.postMessage(job);
    });
  }
}
