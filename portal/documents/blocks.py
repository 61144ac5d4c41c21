"""What people write in Markdown, as blocks of plain text: what a document can set. Pure."""

from typing import TypedDict

from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_MARKDOWN.disable(["image", "html_block", "html_inline"])
# The blocks that hold text, by the token that opens them.
KINDS = {"heading_open": "heading", "list_item_open": "item", "blockquote_open": "quote"}


class Block(TypedDict):
    """`kind` is heading, item, quote or paragraph."""

    kind: str
    text: str


def blocks_of(text: str) -> list[Block]:
    """The blocks in their order; marks within a line are left out, their words stay."""
    blocks: list[Block] = []
    within = ["paragraph"]
    for token in _MARKDOWN.parse(text):
        if token.type in KINDS:
            within.append(KINDS[token.type])
        elif token.type.removesuffix("_close") + "_open" in KINDS:
            within.pop()
        elif token.type == "inline":
            words = "".join(_words(each.type, each.content) for each in token.children or [])
            blocks.append(Block(kind=within[-1], text=words))
        elif token.type in {"fence", "code_block"}:
            blocks.append(Block(kind="paragraph", text=token.content.strip()))
    return blocks


def _words(kind: str, content: str) -> str:
    return " " if kind == "softbreak" else "\n" if kind == "hardbreak" else content
