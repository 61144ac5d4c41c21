// The frame of a page for use without a network: a heading, the language, the worker in the same file.
import { button, h, paragraph } from "./dom.js";
import { Speaker } from "./speaking.js";

const OTHER = { ja: "English", en: "日本語" };

// Read before the page is drawn over it; a page that needs no worker carries none.
const carried = document.getElementById("worker")?.textContent ?? "";
const address = URL.createObjectURL(new Blob([carried], { type: "text/javascript" }));

/** A worker from the text that the page carries. */
export const makeWorker = () => new Worker(address);

/** Draws the page, and anew when the language changes; `fill` fills the place below the heading. */
export function drawPage(words, fill) {
  let language = (navigator.language || "ja").startsWith("ja") ? "ja" : "en";
  const draw = () => {
    const speaker = new Speaker(language, words);
    document.documentElement.lang = language;
    document.title = speaker.say("title");
    const place = h("div");
    const other = button(OTHER[language], () => {
      language = language === "ja" ? "en" : "ja";
      draw();
      document.querySelector("[data-language]").focus();
    }, "quiet", { lang: language === "ja" ? "en" : "ja", "data-language": "" });
    document.body.replaceChildren(
      h(
        "main",
        { class: "tm-main" },
        h(
          "div",
          { class: "tm-container" },
          h("div", { class: "tm-page-language" }, other),
          h("div", { class: "tm-page-head" }, h("h1", {}, speaker.say("title")), paragraph(speaker.say("lead"), "tm-lead")),
          place,
        ),
      ),
    );
    fill(place, language);
  };
  draw();
}
