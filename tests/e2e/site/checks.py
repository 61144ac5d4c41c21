"""What is asked of every page, besides what axe asks. Scripts run by the browser's debugger."""

from playwright.sync_api import Page

# Words in the other language must say so (WCAG 2.2, 3.1.2); most that do not are untranslated.
# Proper names and what a sentence quotes need not: [language, names] are given.
# Nor the options of a select, which browsers hand on without their language.
STRAYS = r"""([language, names]) => {
    const strange = language === "ja"
        ? /[A-Za-z’']+(?: [A-Za-z’']+){3,}/
        : /[\u3041-\u30fa\u4e00-\u9fff]/;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const around = node.parentElement;
        if (around.closest("script, style, noscript, template, code, textarea, option")) continue;
        if (around.closest("[lang]").lang !== language) continue;
        const words = names.reduce((text, name) => text.replaceAll(name, ""),
            node.data.replace(/“[^”]*”|「[^」]*」/g, ""));
        if (strange.test(words)) found.push(node.data.trim().slice(0, 80));
    }
    return found;
}"""

# The first form of the page that needs something; a script answers those of a discussion
# (tests/e2e/test_discussion.py) and the one of where tax goes (tests/e2e/test_budget.py).
EMPTIED = """() => {
    const form = [...document.querySelectorAll("main form[method=post]")].find(
        each => !each.closest("[data-thread], [data-room], [data-tax]")
            && each.querySelector("[required], [aria-required=true]"));
    if (!form) return false;
    for (const field of form.querySelectorAll("[required], [aria-required=true]")) {
        for (const one of field.matches("input, select, textarea") ? [field]
                : field.querySelectorAll("input")) {
            if (["checkbox", "radio"].includes(one.type)) one.checked = false;
            else one.value = "";
        }
    }
    form.setAttribute("data-emptied", "");
    return true;
}"""

LOOSE_ENDS = """() => {
    const links = [...document.querySelectorAll(".tm-error-summary a")];
    return links.filter(link => {
        const field = document.getElementById(link.hash.slice(1));
        if (!field) return true;
        const controls = field.matches("input, select, textarea") ? [field]
            : [...field.querySelectorAll("input, select, textarea")];
        return !controls.some(one => one.getAttribute("aria-invalid") === "true");
    }).map(link => link.textContent.trim());
}"""


def sideways(page: Page) -> int:
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def pictures(page: Page) -> list[int]:
    """The width of every picture once all are drawn: 0 where one could not be shown."""
    page.evaluate("document.querySelectorAll('img').forEach(i => i.loading = 'eager')")
    while not page.evaluate("[...document.querySelectorAll('main img')].every(i => i.complete)"):
        page.wait_for_timeout(100)
    widths: list[int] = page.evaluate(
        "[...document.querySelectorAll('main img')].map(i => i.naturalWidth)"
    )
    return widths
