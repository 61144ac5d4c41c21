"""What people write, shown safely: a part of Markdown, then a sanitiser that trusts nobody."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

# No images: a picture from another host would report every reader to it.
_MARKDOWN = (
    MarkdownIt("commonmark", {"html": False, "breaks": True})
    .enable(["strikethrough", "table"])
    .disable(["image", "html_block", "html_inline"])
)
_TAGS = {
    *("p", "br", "hr", "ul", "ol", "li", "strong", "em", "s", "code", "pre", "blockquote", "a"),
    *("h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}


def markdown(text: str) -> SafeString:
    """HTML of a resident's text. Headings begin below those of the page, and skip no level."""
    tokens = _MARKDOWN.parse(text)
    _lower_headings([token for token in tokens if token.type in {"heading_open", "heading_close"}])
    rendered = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        rendered,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 has just cleaned it


def _lower_headings(headings: list[Token]) -> None:
    levels = sorted({heading.tag for heading in headings})
    for heading in headings:
        heading.tag = f"h{min(3 + levels.index(heading.tag), 6)}"
