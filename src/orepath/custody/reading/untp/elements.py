"""An object rebuilt from the paths of its elements: ``$.credentialSubject.productCategory[0].code``."""

from __future__ import annotations

import re

PATH = re.compile(r"\$(?:\.[^.\[\]$]{1,80}|\[[0-9]{1,3}\]){1,32}")
STEP = re.compile(r"\.([^.\[\]]+)|\[([0-9]+)\]")


class Misplaced(ValueError):
    """A path that is none, leaves a gap in a list, or goes through a value that stands there already."""


def put(tree: dict[str, object], path: str, value: object) -> None:
    """Put a value into a tree at a path.

    Raises
    ------
    Misplaced
        Where it cannot stand there.

    Examples
    --------
    >>> tree = {}
    >>> put(tree, "$.a.b[0].c", 1)
    >>> tree
    {'a': {'b': [{'c': 1}]}}
    """
    if not PATH.fullmatch(path):
        raise Misplaced(path)
    steps: list[str | int] = [name or int(at) for name, at in STEP.findall(path)]
    here: object = tree
    for step, follows in zip(steps, [*steps[1:], None], strict=True):
        if follows is None:
            _set(here, step, value, path)
        else:
            here = _enter(here, step, [] if isinstance(follows, int) else {}, path)


def _enter(here: object, step: str | int, empty: object, path: str) -> object:
    if isinstance(here, dict) and isinstance(step, str):
        return here.setdefault(step, empty)
    if isinstance(here, list) and isinstance(step, int) and step <= len(here):
        if step == len(here):
            here.append(empty)
        return here[step]
    raise Misplaced(path)


def _set(here: object, step: str | int, value: object, path: str) -> None:
    if isinstance(here, dict) and isinstance(step, str) and step not in here:
        here[step] = value
    elif isinstance(here, list) and isinstance(step, int) and step == len(here):
        here.append(value)
    else:
        raise Misplaced(path)
