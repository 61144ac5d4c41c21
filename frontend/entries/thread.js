// The discussion of an item, live.
import { Discussion } from "../lib/discussion.js";
import { speakInPlace } from "../lib/speaking.js";
import { reactInPlace } from "../lib/reacting.js";
import { followStream } from "../lib/stream.js";

for (const section of document.querySelectorAll("[data-thread]")) {
  const discussion = new Discussion(section);
  const { socket, changes, language, last } = section.dataset;
  const stream = {
    socket,
    changes,
    language,
    last: Number(last),
    // Readings are made for this reader alone, so they are asked for.
    asks: document.body.classList.contains("tm-has-furigana"),
  };
  followStream(
    stream,
    (message) => discussion.receive(message),
    (isListening) => (section.dataset.listening = isListening ? "yes" : "no"),
  );
  reactInPlace(section, (text) => discussion.announce(text));
  const form = section.querySelector("#contribution-form");
  if (!form) continue;
  speakInPlace(form, { failed: section.dataset.textFailed }, (message) => {
    discussion.show(message, { isOwn: true });
    discussion.showCounts();
    discussion.announce(section.dataset.textSent);
  });
}
