"""Spark on a local cluster of two workers; skipped, saying so, where Spark or Java is not there (`make test-spark`)."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

CLUSTER = "local-cluster[2,1,1024]"
MISSING = [name for name in ("pyspark", "sqlglot") if importlib.util.find_spec(name) is None]
if shutil.which("java") is None:
    MISSING.append("Java")


WORKERS, LONGEST_S = 2, 180


def working(session: Any) -> int:
    """How many workers have joined: those that hold memory, but for the driver."""
    return int(session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()) - 1


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """A session on two workers, each a process of its own."""
    if MISSING:
        pytest.skip(
            f"{' and '.join(MISSING)} not there: `make test-spark` installs the extra; Java 17 is Debian's "
            "openjdk-17-jre-headless"
        )
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    options = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = SparkSession.builder.master(CLUSTER).appName("tests").config(map=options).getOrCreate()
    joined = time.monotonic() + LONGEST_S
    while working(session) < WORKERS and time.monotonic() < joined:
        time.sleep(0.5)
    yield session
    session.stop()
