"""How the pages' templates are filled."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined


@cache
def template_environment(package: str, folder: str = "") -> Environment:
    """The templates of a package: what is filled in is never taken for markup, and a name that is missing is an error.

    Parameters
    ----------
    folder
        Where in the package they stand; empty for the package itself.
    """
    environment: Any = Environment(
        loader=PackageLoader(package, folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    return environment  # type: ignore[no-any-return]
