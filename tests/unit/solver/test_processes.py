"""How a process ended, in words for people."""

import pytest

from solver.processes import ending, last_words

SEGFAULT = """Loading kernels.
Fatal Python error: Segmentation fault

Thread 0x00007f (most recent call first):
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
