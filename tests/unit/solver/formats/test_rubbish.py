"""Whatever a file holds, all of its faults are named, and only `UnreadableInput` is raised."""

import json

import pytest

from solver.formats import UnreadableInput
from tests.builders.files import (
    as_stream,
    dispatch_document,
    read_document,
    vroom_document,
)


def faults_of(content, **options) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(content, **options)
    assert caught.value.source == "day.json"
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the file is empty"),
        (b" \n\t ", "the file is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a binary file: byte 0x89 at offset 0"),
        (b"PK\x03\x04\x00\x00", "a binary file; expected text"),
        ('{"format": "dispatch-problem"'.encode("utf-16"), "UTF-16 text; save the file as UTF-8"),
        ('{"name": "Zürich"}'.encode("latin-1"), "not UTF-8 text: byte 0xfc at offset 11"),
        (b'{"jobs": [', "line 1, column 11: not JSON: Expecting value"),
        (b"[" * 200_000, "nested too deeply"),
        (b"[1, 2]", "must be a JSON object (found list)"),
        (b"{}", "unknown format"),
        (b"hello world", "unknown format; expected one of dispatch, vroom, solomon"),
        (b'{"format": "excel"}', "format: must be dispatch-problem (found excel)"),
        (b'{"format": ["x"]}', "format: must be dispatch-problem (found ['x'])"),
        (b'{"jobs": NaN}', "NaN is not a number that JSON knows"),
        (b'{"jobs": [-Infinity]}', "-Infinity is not a number that JSON knows"),
        (b'{"jobs": 1e999}', "a number too large to represent (found 1e999)"),
        (b'{"jobs": ' + b"9" * 5000 + b"}", "a number too large to represent (found 9999"),
        (b'{"jobs": [], "jobs": []}', "jobs: the same key twice in one object"),
    ],
)
def test_what_is_no_problem_file_is_refused_with_the_reason(content, said):
    (fault,) = faults_of(content)
    assert fault.startswith(said)


def test_all_faults_of_syntax_are_named_at_once():
    assert faults_of(b'{"jobs": [NaN, {"id": 1, "id": 2}], "vehicles": Infinity}') == [
        "NaN is not a number that JSON knows",
        "id: the same key twice in one object",
        "Infinity is not a number that JSON knows",
    ]


def test_a_byte_order_mark_is_no_obstacle():
    content = b"\xef\xbb\xbf" + json.dumps(dispatch_document()).encode()
    assert len(read_document(content).problem.tasks) == 1


def test_every_field_of_our_format_is_held_to_its_type_and_all_faults_are_named():
    document = dispatch_document(
        vehicles=[{"id": "Ann", "shift": [28_800, 0], "capacity": [-1], "colour": "red"}],
        tasks=[
            {"id": 7, "place": "bakery", "duration": True},
            {"id": "oven", "place": "bakery", "duration": 1.0, "windows": [[1, 2, 3], ["8:00", 9]]},
        ],
    )
    assert faults_of(document) == [
        "vehicles[0].shift: a time window must not end before it starts (found [28800, 0])",
        "vehicles[0].capacity[0]: must be at least 0 (found -1)",
        "vehicles[0].colour: no such field in this format",
        "tasks[0].id: must be text (found 7)",
        "tasks[0].duration: must be an integer (found True)",
        "tasks[1].duration: must be an integer (found 1.0)",
        "tasks[1].windows[0]: must have at most 2 entries, not 3 (found [1, 2, 3])",
        "tasks[1].windows[1][0]: must be an integer (found 8:00)",
    ]


def test_what_does_not_resolve_in_our_format_is_named():
    document = dispatch_document(
        places=[{"id": "office"}, {"id": "office"}],
        tasks=[{"id": "oven", "place": "moon"}],
        travel={"default": {"seconds": [[0, 1], [2]], "metres": [[0, -1], [1.5, True]]}},
    )
    assert faults_of(document) == [
        "places[1].id: two places with one id (found office)",
        "tasks[0].place: no place has this id (found moon)",
        "travel.default.seconds[1]: must have 2 entries like the matrix has rows, not 1",
        "travel.default.metres[0][1]: must be a non-negative integer (found -1)",
        "travel.default.metres[1][0]: must be a non-negative integer (found 1.5)",
    ]


def test_rules_between_fields_are_reported_in_the_words_of_our_format():
    pin = {"vehicle": "Bob"}
    task = {"id": "boiler", "place": "bakery", "windows": [[50, 60], [0, 10]], "pin": pin}
    document = dispatch_document(tasks=[task, task | {"skills": [{"skill": "gas", "level": 9}]}])
    said = "\n".join(faults_of(document))
    assert "tasks[0].windows[1]: must start after window 0" in said
    assert "tasks[0].pin: must name vehicles of the problem (found Bob)" in said
    assert "tasks[1].id: must be unique" in said
    assert "tasks[1].skills.gas: must be an integer from 1 to 5 (found 9)" in said


def test_rules_between_fields_are_reported_in_the_words_of_vroom():
    job = {"id": 1, "location_index": 1, "time_windows": [[50, 60], [0, 10]], "service": 2**50}
    said = "\n".join(faults_of(vroom_document(jobs=[job])))
    assert "jobs[0].service: must be an integer" in said


def test_values_are_shown_short_and_printable():
    document = dispatch_document(tasks=[{"id": "a", "place": "\x1b[31m" + "x" * 500}])
    (fault,) = faults_of(document)
    assert fault.startswith("tasks[0].place: no place has this id (found \\x1b[31mxxxx")
    assert len(fault) < 120


def test_a_key_that_no_terminal_can_print_is_shown_escaped():
    (fault,) = faults_of(dispatch_document(**{"\x1b[2J": 1}))
    assert fault == "\\x1b[2J: no such field in this format"


def test_half_a_surrogate_is_no_text():
    text = json.dumps(dispatch_document(name="NAME")).replace("NAME", "\\ud800")
    assert faults_of(text) == ["half a surrogate pair (\\ud800 to \\udfff) is no character"]
    assert read_document(text.replace("\\ud800", "\\ud83d\\ude00")).problem.name == "😀"


def test_a_text_stream_reads_like_a_file():
    stream = as_stream(dispatch_document()).read().decode()
    assert read_document(stream).problem.tasks[0].id == "boiler"
