"""Back-tests: how right the stress method was about the past.

Cases fixed beforehand and trade statements come in; one record a case and Party goes out, with its errors beside those
of baselines. It never lets a prediction see the years it is about, and never leaves out a case that goes badly.
"""

from orepath.stress.backtest.tested import backtests

__all__ = ["backtests"]
