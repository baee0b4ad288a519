"""Files that stand in a page, and what a page's policy names its script by."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files


def page_file(package: str, name: str) -> str:
    """The text of a file beside the code."""
    return files(package).joinpath(name).read_text("utf-8")


def script_hash(script: str) -> str:
    """What a content security policy names a script by: any other is refused.

    >>> script_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
