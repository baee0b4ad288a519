"""orepath: a critical-minerals agreement as something one can run.

The public face: whatever is not named here may change without notice.

    >>> import orepath
    >>> sorted(orepath.__all__)  # doctest: +NORMALIZE_WHITESPACE
    ['OrepathError', 'assess', 'attribute', 'ledger', 'load_agreement', 'metrics', 'mirror', 'network', 'open_evidence',
     'qualify', 'stress', 'trace']

Each is loaded when it is first asked for, so that ``import orepath`` loads no analysis library.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from orepath.agreements.agreement import load as load_agreement
    from orepath.attribution.asked import attribute
    from orepath.commitments.assessment import assess_all as assess
    from orepath.criticality.compute import criticality as metrics
    from orepath.custody.asked import ledger
    from orepath.errors import OrepathError
    from orepath.evidence.mirror.asked import mirror
    from orepath.network.asked import network
    from orepath.qualification.qualify import qualify
    from orepath.reference.in_use import open_evidence
    from orepath.stress.asked import stress
    from orepath.tracing.asked import trace

    __version__: str

__all__ = [
    "OrepathError",
    "assess",
    "attribute",
    "ledger",
    "load_agreement",
    "metrics",
    "mirror",
    "network",
    "open_evidence",
    "qualify",
    "stress",
    "trace",
]

_FACE = {
    "OrepathError": ("orepath.errors", "OrepathError"),
    "assess": ("orepath.commitments.assessment", "assess_all"),
    "attribute": ("orepath.attribution.asked", "attribute"),
    "ledger": ("orepath.custody.asked", "ledger"),
    "load_agreement": ("orepath.agreements.agreement", "load"),
    "metrics": ("orepath.criticality.compute", "criticality"),
    "mirror": ("orepath.evidence.mirror.asked", "mirror"),
    "network": ("orepath.network", ""),
    "qualify": ("orepath.qualification.qualify", "qualify"),
    "open_evidence": ("orepath.reference.in_use", "open_evidence"),
    "stress": ("orepath.stress", ""),
    "trace": ("orepath.tracing.asked", "trace"),
    "__version__": ("importlib.metadata", "version"),
}


def __getattr__(name: str) -> object:
    """A name of the public face, loaded from its room."""
    if name not in _FACE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _FACE[name]
    loaded = importlib.import_module(module)
    found: Any = getattr(loaded, attribute) if attribute else loaded  # rooms that can themselves be called
    globals()[name] = found(__name__) if name == "__version__" else found
    return globals()[name]


def __dir__() -> list[str]:
    """The public face."""
    return sorted({*_FACE, *(name for name in globals() if name.startswith("__"))})
