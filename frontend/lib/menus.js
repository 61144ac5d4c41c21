/** Escape closes the menu that is open around what has the focus, and gives the focus to its name. */
export function closeMenus(root) {
  root.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest("details.tm-menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
