from portal.documents.blocks import blocks_of

TEXT = """# 見出し

一行目
二行目の**強い**言葉と[リンク](https://example.jp)。

* 項目1
* 項目2

> 引用

```
code *as it is*
```
"""


def test_blocks_come_in_their_order_without_marks():
    assert [(block["kind"], block["text"]) for block in blocks_of(TEXT)] == [
        ("heading", "見出し"),
        ("paragraph", "一行目 二行目の強い言葉とリンク。"),
        ("item", "項目1"),
        ("item", "項目2"),
        ("quote", "引用"),
        ("paragraph", "code *as it is*"),
    ]


def test_html_stays_text_and_pictures_are_no_pictures():
    blocks = blocks_of("<script>alert(1)</script>\n\n![x](https://evil.example/x.png)")

    assert [block["kind"] for block in blocks] == ["paragraph", "paragraph"]
    assert blocks[0]["text"] == "<script>alert(1)</script>"


def test_nothing_is_no_block():
    assert blocks_of("") == []
