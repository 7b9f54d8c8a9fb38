"""Files that somebody or something has damaged: parts of a document, lines, words, bytes."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

Spot = tuple[str | int, ...]

RUBBISH: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 7, 2**31, 2**45, 2**62, 2**63, 2**70, -(2**63), 0.5, -0.0, 1e308,
    "", " ", "0", "x", "\x1b[2J", "\u00fc", "\ud83d\ude00", "a" * 300,
    [], [0], [0, 0], [1, 0], [[0, 5]], [[5, 0]], {}, {"id": 1}, [None], [[]],
)  # fmt: skip
WORDS = ("nan", "inf", "-1", "0", "1e9", "1e99", "99999999999", "0.5", "x", "EOF", ":", "#", "-")


def damaged(text: str, random: Random) -> bytes:
    """The text with one to four accidents."""
    content = text
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        hurt = random.choice(_JSON if content.lstrip()[:1] == "{" else _TEXT)
        content = hurt(content, random)
    data = content.encode("utf-8", "surrogatepass")
    return random.choice(_BYTES)(data, random) if random.random() < 0.1 else data


def spots(value: Any, path: Spot = ()) -> Iterator[Spot]:
    """Paths of everything inside a document."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from spots(entry, (*path, key))
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            yield from spots(entry, (*path, index))


def _document(change: Callable[[Any, Any, Random], None]) -> Callable[[str, Random], str]:
    """A change of the owner of some spot, as one of the text; other texts stay as they are."""

    def hurt(text: str, random: Random) -> str:
        try:
            document = json.loads(text)
        except ValueError:
            return _cut(text, random)
        places = list(spots(document))
        if not places:
            return text
        *parents, last = random.choice(places)
        owner = document
        for part in parents:
            owner = owner[part]
        change(owner, last, random)
        return json.dumps(document, ensure_ascii=random.random() < 0.5)

    return hurt


def _replace(owner: Any, last: Any, random: Random) -> None:
    owner[last] = deepcopy(random.choice(RUBBISH))


def _remove(owner: Any, last: Any, random: Random) -> None:
    del owner[last]


def _nudge(owner: Any, last: Any, random: Random) -> None:
    """Another number of the same type: often a file that is still valid, and odd."""
    if type(owner[last]) is int:
        owner[last] = random.choice((0, owner[last] + 1, owner[last] - 1, owner[last] * 1_000))
    elif isinstance(owner[last], float):
        owner[last] = random.choice((0.0, owner[last] * 10, -owner[last]))


def _repeat(owner: Any, last: Any, random: Random) -> None:
    if isinstance(owner, list):
        owner.insert(last, deepcopy(owner[last]))
    else:
        owner[f"{last}{random.choice(('', 's', '_index'))}"] = deepcopy(owner[last])


def _empty(owner: Any, last: Any, random: Random) -> None:
    if isinstance(owner[last], dict | list):
        owner[last].clear()


def _lines(change: Callable[[list[str], int, Random], None]) -> Callable[[str, Random], str]:
    def hurt(text: str, random: Random) -> str:
        lines = text.splitlines()
        if lines:
            change(lines, random.randrange(len(lines)), random)
        return "\n".join(lines) + "\n"

    return hurt


def _drop_line(lines: list[str], index: int, random: Random) -> None:
    del lines[index]


def _double_line(lines: list[str], index: int, random: Random) -> None:
    lines.insert(random.randrange(len(lines)), lines[index])


def _change_word(lines: list[str], index: int, random: Random) -> None:
    words = lines[index].split()
    if words:
        words[random.randrange(len(words))] = random.choice(WORDS)
    lines[index] = " ".join(words)


def _change_number(lines: list[str], index: int, random: Random) -> None:
    words = lines[index].split()
    numbers = [k for k, word in enumerate(words) if word.isdigit()]
    if numbers:
        words[random.choice(numbers)] = str(random.choice((0, 1, 5, 100, 10**6)))
    lines[index] = " ".join(words)


def _lose_word(lines: list[str], index: int, random: Random) -> None:
    lines[index] = " ".join(lines[index].split()[:-1])


def _cut(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(0, 40) :]


def _end_early(text: str, random: Random) -> str:
    return text[: random.randint(0, len(text))]


def _noise(data: bytes, random: Random) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.randbytes(random.randint(1, 8)) + data[at:]


def _in_utf_16(data: bytes, random: Random) -> bytes:
    return data.decode("utf-8", "replace").encode("utf-16")


def _with_mark(data: bytes, random: Random) -> bytes:
    return b"\xef\xbb\xbf" + data


_JSON = (
    _document(_replace),
    _document(_replace),
    _document(_remove),
    *(_document(_nudge),) * 4,
    _document(_repeat),
    _document(_empty),
    _cut,
)
_TEXT = (
    _lines(_drop_line),
    _lines(_double_line),
    _lines(_change_word),
    *(_lines(_change_number),) * 4,
    _lines(_lose_word),
    _cut,
    _end_early,
)
_BYTES = (_noise, _in_utf_16, _with_mark)
