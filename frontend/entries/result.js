// Copies the command that counts a result again.
for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", async () => {
    const section = button.closest("section");
    await navigator.clipboard.writeText(section.querySelector(button.dataset.copies).textContent);
    section.querySelector("[data-copy-said]").textContent = button.dataset.copied;
    button.querySelector("span").textContent = button.dataset.copied;
  });
}
