"""A network of any size as columns of numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from orepath.network.network import Floats, Network

Numbers = NDArray[np.int32]
"""Numbers of nodes, labels or places: small integers, half the memory of `Integers`."""


@dataclass(frozen=True)
class Columnar:
    """A network as columns: what a solver needs, without ranges, statements and notes.

    Parameters
    ----------
    node
        Ids of the nodes, (nodes,): text or integers, as they were given.
    own
        What is put in at each node (t), (nodes,).
    source, target
        The number of the node each flow leaves and enters, (flows,).
    flow
        Each flow (t), (flows,).
    label, place, stage
        Dictionary-encoded text, (nodes,), without nulls: empty text where nothing is told.
    """

    node: pa.Array
    own: Floats
    source: Numbers
    target: Numbers
    flow: Floats
    label: pa.DictionaryArray
    place: pa.DictionaryArray
    stage: pa.DictionaryArray

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.own)

    @classmethod
    def of(cls, network: Network) -> Columnar:
        """The columns of a network."""
        label, place, stage = (
            network.nodes[name].combine_chunks().dictionary_encode() for name in ("label", "place", "stage")
        )
        ids = network.nodes["node"].combine_chunks()
        source, target = network.source.astype(np.int32), network.target.astype(np.int32)
        return cls(ids, network.own, source, target, network.flow, label, place, stage)
