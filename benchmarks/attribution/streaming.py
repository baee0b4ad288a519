"""The STREAM triad in bytes a second, in a process of its own: ``python -m benchmarks.attribution.streaming``."""

from benchmarks.attribution.bounds import stream

if __name__ == "__main__":
    print(stream()())
