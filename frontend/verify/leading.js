// A worker that leads a verification. Told {kind: "verify", file} or {kind: "verify", address}; tells
//
//   {kind: "size", bytes}  {kind: "read", bytes}  {kind: "passed", name, count}  {kind: "jobs", done, all}
//
// and at last {kind: "report", report, names} (of the options, by id), {kind: "unreadable"} or
// {kind: "download"} where an address gave nothing.
import { readDefinition } from "../protocol/definition.js";
import { QUICK_GROUPS } from "../protocol/groups/quick.js";
import { RecordUnreadable, Tag, readFrames } from "../protocol/record/frames.js";
import { Crew, help } from "./crew.js";
import { Report } from "./report.js";
import { verify } from "./verifier.js";

const MILLISECONDS_BETWEEN_TELLING = 100;

/** Sends a message of a kind now and then, not each time. */
function nowAndThen(send) {
  let last = -Infinity;
  return (message) => {
    if (performance.now() - last < MILLISECONDS_BETWEEN_TELLING) return;
    last = performance.now();
    send(message);
  };
}

async function* chunksOf(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function opened({ file, address }, send) {
  if (file) {
    send({ kind: "size", bytes: file.size });
    return file;
  }
  const response = await fetch(address, { cache: "no-cache" }).catch(() => null);
  if (!response?.ok) return null;
  send({ kind: "size", bytes: Number(response.headers.get("Content-Length")) });
  return response.blob();
}

/** The names of the options, from the first frame. */
async function namesIn(blob) {
  for await (const { tag, payload } of readFrames(chunksOf(blob.stream()))) {
    if (tag !== Tag.DEFINITION) break;
    return Object.fromEntries(readDefinition(payload, QUICK_GROUPS).options.map(({ id, name }) => [id, name]));
  }
  return {};
}

/** Verifies what a message names, and tells of it through `send`. */
export async function lead(crew, task, send) {
  const told = nowAndThen(send);
  crew.told = (done, all) => told({ kind: "jobs", done, all });
  const blob = await opened(task, send);
  if (!blob) return send({ kind: "download" });
  const read = nowAndThen(send);
  const report = new Report((passed) => send({ kind: "passed", ...passed }));
  try {
    await verify(chunksOf(blob.stream()), report, crew, (bytes) => read({ kind: "read", bytes }));
    const names = report.failure ? {} : await namesIn(blob);
    return send({ kind: "report", report: report.toValue(), names });
  } catch (error) {
    if (!(error instanceof RecordUnreadable)) throw error;
    return send({ kind: "unreadable", reason: error.message });
  }
}

/** Makes this worker one of a crew; `deeds` are what a leader does, by the kind of the message. */
export function serve(scope, deeds) {
  const crew = new Crew();
  const send = (message, transfer) => scope.postMessage(message, transfer ?? []);
  scope.addEventListener("message", ({ data }) => {
    if (data.kind === "help") help(data.port);
    else if (data.kind === "helper") crew.add(data.port);
    else
      deeds[data.kind](crew, data, send).catch((error) => send({ kind: "broken", reason: `${error.stack ?? error}` }));
  });
}
