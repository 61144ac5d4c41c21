"""Frozen dataclasses to and from JSON, strictly: no key is guessed, dropped or made up.

A rational is an int or its exact text, a tuple a list. A class that is one of several
(`Greedy | GreedyNoSkip`) carries its class attribute `name` under the key "name".
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from voting.counting.numbers import number_from_json, number_to_json


class NotReadable(ValueError):
    """JSON that does not fit the class. `where` is the path of keys to the misfit."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where or 'JSON'}: {problem}")
        self.where = where
        self.problem = problem


def to_json(value: Any) -> Any:
    if isinstance(value, Fraction):
        return number_to_json(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if is_dataclass(value):
        parts = {part.name: to_json(getattr(value, part.name)) for part in fields(value)}
        return _named(type(value)) | parts
    return value


def _named(kind: type) -> dict[str, str]:
    name = getattr(kind, "name", None)
    return {"name": name} if isinstance(name, str) else {}


def from_json(kind: Any, value: Any, where: str = "") -> Any:
    """`value` as the annotation `kind` says: a dataclass, a union of them, a tuple ...

    Raises:
        NotReadable: names the first key that does not fit.
    """
    if kind is Fraction:
        return _checked(number_from_json, value, where)
    if get_origin(kind) is not None or isinstance(kind, UnionType):
        return _composed(kind, value, where)
    if is_dataclass(kind):
        return _dataclass(kind, value, where)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _checked(kind, value, where)
    _expect(value, kind, where)
    return value


def _composed(kind: Any, value: Any, where: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is tuple:
        _expect(value, list, where)
        return tuple(from_json(inner[0], part, f"{where}[{i}]") for i, part in enumerate(value))
    if origin is Mapping:
        _expect(value, dict, where)
        return MappingProxyType(
            {key: from_json(inner[1], part, _path(where, key)) for key, part in value.items()}
        )
    if origin is Literal:
        if value not in inner:
            raise NotReadable(where, f"{value!r} is none of {', '.join(inner)}")
        return value
    return _one_of(inner, value, where)


def _dataclass(kind: Any, value: Any, where: str) -> Any:
    _expect(value, dict, where)
    keys = set(value) - set(_named(kind))
    parts = {part.name: part for part in fields(kind)}
    if unknown := sorted(keys - set(parts)):
        raise NotReadable(_path(where, unknown[0]), "unknown key")
    hints = _hints(kind)
    for name, part in parts.items():
        if name not in keys and part.default is MISSING and part.default_factory is MISSING:
            raise NotReadable(_path(where, name), "missing")
    return kind(**{key: from_json(hints[key], value[key], _path(where, key)) for key in keys})


def _one_of(kinds: tuple[Any, ...], value: Any, where: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    others = [kind for kind in kinds if kind is not type(None)]
    if len(others) == 1:
        return from_json(others[0], value, where)
    _expect(value, dict, where)
    for kind in others:
        if value.get("name") == kind.name:
            return from_json(kind, value, where)
    names = ", ".join(kind.name for kind in others)
    raise NotReadable(_path(where, "name"), f"{value.get('name')!r} is none of {names}")


def _expect(value: Any, kind: type, where: str) -> None:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise NotReadable(where, f"{value!r} is not of the type {kind.__name__}")


def _checked(read: Any, value: Any, where: str) -> Any:
    try:
        return read(value)
    except ValueError as error:
        raise NotReadable(where, str(error)) from error


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
