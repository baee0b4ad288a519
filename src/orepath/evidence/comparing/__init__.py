"""Two editions of a dataset, beside each other.

The tables of an edition and of the one before come in; what was added, left out and restated goes out. It never says
which of the two is right.
"""

from orepath.evidence.comparing.compare import Tables, compare, of_files, of_sink
from orepath.evidence.comparing.compared import Columns, Compared, Count, Restated, Total

__all__ = ["Columns", "Compared", "Count", "Restated", "Tables", "Total", "compare", "of_files", "of_sink"]
