"""Where searchable texts come from. Each app registers its own in AppConfig.ready()."""

from collections.abc import Callable, Iterable

Found = Iterable[tuple[int, str]]
Source = Callable[[], Found]
"""All that an app has to be found: by the number of an item, its text."""

_sources: dict[str, Source] = {}


def register_searchable(name: str, source: Source) -> None:
    _sources[name] = source


def all_sources() -> tuple[Source, ...]:
    return tuple(_sources.values())
