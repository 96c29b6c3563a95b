"""What the run relies on: tests of one group reach one worker (xdist and pytest once disagreed, and every group was ignored)."""

import os

import pytest


@pytest.mark.xdist_group("guard")
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="without workers there is nothing to share out")
def test_the_group_is_part_of_the_name_that_the_scheduler_reads(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@guard")


@pytest.mark.launch
@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="without workers there is nothing to share out")
def test_what_needs_the_machine_for_itself_has_one_worker(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith("@machine")
