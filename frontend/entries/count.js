// How far a count is: looked at again every two seconds, until there is a result or a problem.
// A change of what is said is told to screen readers, politely; mere numbers are not.
const EVERY = 2_000;

function watch(section) {
  const shown = section.querySelector("[data-count-shown]");
  const said = section.querySelector("[data-count-said]");
  const goesOn = () => shown.querySelector("[data-count-goes-on]") !== null;
  const says = () => shown.querySelector("[data-count-says]")?.textContent ?? "";

  async function look() {
    const before = says();
    try {
      const response = await fetch(section.dataset.count);
      if (response.ok) shown.innerHTML = await response.text();
    } catch {
      // Offline for a moment: the next look tells.
    }
    if (says() !== before) said.textContent = says();
    if (goesOn()) setTimeout(look, EVERY);
  }
  if (goesOn()) setTimeout(look, EVERY);
}

for (const section of document.querySelectorAll("[data-count]")) watch(section);
