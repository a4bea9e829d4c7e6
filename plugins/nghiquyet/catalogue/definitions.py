"""Definition files: YAML in, typed values out, every mistake with its file, line and key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from nghiquyet.errors import DefinitionError, DefinitionFault

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Location = Sequence[str | int]


class Spec(BaseModel):
    """Base of every schema: unknown keys are mistakes, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


T = TypeVar("T", bound=Spec)


@dataclass(frozen=True)
class Definition(Generic[T]):
    """One definition file, read and checked against its schema.

    Attributes:
        path: the file.
        value: its content.
    """

    path: Path
    value: T
    _root: yaml.Node

    def fault(self, location: Location, message: str) -> DefinitionFault:
        """A mistake at ``location`` (keys and list positions from the top of the file)."""
        return _fault(self.path, self._root, location, message)


def load_definition(path: Path, schema: type[T]) -> Definition[T]:
    """Read ``path`` and check it against ``schema``.

    Raises:
        DefinitionError: if the file is missing, is no YAML, repeats a key or does not fit
            the schema; every mistake names file, line and key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError([DefinitionFault(path, 0, "", f"cannot be read: {error}")]) from error
    root = _compose(path, text)
    doubles = list(_double_keys(path, root))
    if doubles:
        raise DefinitionError(doubles)
    try:
        value = schema.model_validate(yaml.load(text, _Loader))  # noqa: S506 (a safe loader)
    except ValidationError as error:
        raise DefinitionError(
            [_fault(path, root, fault["loc"], explain(fault)) for fault in error.errors()]
        ) from error
    return Definition(path, value, root)


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        root = yaml.compose(text, _Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        fault = DefinitionFault(path, line, "", f"is no YAML: {error.problem}")
        raise DefinitionError([fault]) from error
    if root is None:
        raise DefinitionError([DefinitionFault(path, 0, "", "the file is empty")])
    return root


def explain(fault: Any) -> str:
    """What is wrong, in words that need no knowledge of the schema."""
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        return "unknown key"
    if fault["type"] == "missing":
        return "this key is missing"
    return f"{message} (written: {fault['input']!r:.80})"


def _fault(path: Path, root: yaml.Node, location: Location, message: str) -> DefinitionFault:
    node, keys = root, []
    line = root.start_mark.line + 1
    for place, step in enumerate(location, 1):
        found = _child(node, step)
        if found is not None:
            node, line = found
        elif place < len(location):
            continue  # a step of the schema that the file does not write, such as «value»
        keys.append(str(step))
    return DefinitionFault(path, line, ".".join(keys), message)


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, int] | None:
    """The value below ``node`` at ``step``, with the line on which its key stands."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return value, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        value = node.value[step]
        return value, value.start_mark.line + 1
    return None


def _double_keys(path: Path, node: yaml.Node) -> Any:
    """Keys written twice in one mapping: YAML keeps the last one without a word."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                yield DefinitionFault(path, line, str(key.value), "this key is written twice")
            seen.add(key.value)
            yield from _double_keys(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _double_keys(path, value)
