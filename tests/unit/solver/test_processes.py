"""How a process ended, in words for people."""

import io

import numpy as np
import pytest

from solver.processes import ending, last_words, receive, send

SEGFAULT = """Loading kernels.
Fatal Python error: Segmentation fault

Stack (most recent call first):
  File "/usr/lib/engine.py", line 198 in _anneal
  File "/usr/lib/engine.py", line 170 in events

Extension modules: numpy, numba (total: 2)
"""


@pytest.mark.parametrize(
    ("code", "said"), [(0, "with code 0"), (3, "with code 3"), (-11, "by SIGSEGV"), (-63, "by ")]
)
def test_an_exit_code_says_how_a_process_ended(code: int, said: str) -> None:
    assert ending(code).startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (SEGFAULT, "in _anneal, engine.py, line 198"),
        ("Traceback:\n  ...\nMemoryError\n", "MemoryError"),
        ("\n", "it said nothing"),
    ],
)
def test_the_last_words_tell_where_it_broke_down(words: str, said: str) -> None:
    assert last_words(words) == said


def stream_of(*messages: object) -> io.BytesIO:
    stream = io.BytesIO()
    for message in messages:
        send(stream, message)
    stream.seek(0)
    return stream


def test_messages_arrive_as_they_were_said_arrays_included() -> None:
    matrix = np.arange(6).reshape(2, 3)
    stream = stream_of({"seconds": matrix, "turned": matrix.T[::-1]}, "next", np.zeros(0))
    said = receive(stream)
    assert isinstance(said, dict)
    assert (said["seconds"] == matrix).all()
    assert (said["turned"] == matrix.T[::-1]).all()
    assert receive(stream) == "next"
    assert np.array_equal(np.asarray(receive(stream)), np.zeros(0))
    assert receive(stream) is None


def test_a_message_that_breaks_off_anywhere_is_the_end_of_the_stream() -> None:
    whole = stream_of(("plan", np.arange(9))).getvalue()
    assert [receive(io.BytesIO(whole[:size])) for size in range(len(whole))] == [None] * len(whole)
