"""The colours of the pages (@digital-go-jp/design-tokens), by the names they have there."""

TOKENS: dict[str, str] = {
    "color-neutral-white": "#ffffff",
    "color-neutral-solid-gray-200": "#cccccc",
    "color-neutral-solid-gray-536": "#767676",
    "color-neutral-solid-gray-700": "#4d4d4d",
    "color-neutral-solid-gray-900": "#1a1a1a",
    "color-primitive-blue-200": "#c5d7fb",
    "color-primitive-blue-900": "#0017c1",
    "color-primitive-green-100": "#c2e5d1",
    "color-primitive-green-900": "#115a36",
    "color-primitive-orange-200": "#ffc199",
    "color-primitive-orange-900": "#ac3e00",
    "color-primitive-cyan-200": "#99f2ff",
    "color-primitive-cyan-1000": "#006173",
}
PAPER = TOKENS["color-neutral-white"]
INK = TOKENS["color-neutral-solid-gray-900"]
INK_SOFT = TOKENS["color-neutral-solid-gray-700"]
LINE = TOKENS["color-neutral-solid-gray-200"]
LINE_STRONG = TOKENS["color-neutral-solid-gray-536"]
ACTUAL = TOKENS["color-primitive-blue-900"]
TARGET = TOKENS["color-primitive-green-900"]

# Fill, edge and hatching: no two differ in colour alone.
PATTERNS: tuple[tuple[str, str, str], ...] = (
    (TOKENS["color-primitive-blue-200"], TOKENS["color-primitive-blue-900"], ""),
    (TOKENS["color-primitive-green-100"], TOKENS["color-primitive-green-900"], "//"),
    (TOKENS["color-primitive-orange-200"], TOKENS["color-primitive-orange-900"], "--"),
    (TOKENS["color-primitive-cyan-200"], TOKENS["color-primitive-cyan-1000"], "xx"),
)
