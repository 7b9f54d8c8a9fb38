"""Our own JSON: versions, what points nowhere, and reasons with actions."""

import json

import pytest

from solver.formats import UnreadableInput, read_solution, write_problem, write_solution
from solver.problem import Pin
from solver.solution import Action, ActionCode, Reason, ReasonCode, Solution, Unassigned
from tests.builders.files import as_stream, dispatch_document, read_document


def faults_of(document) -> list[str]:
    with pytest.raises(UnreadableInput) as caught:
        read_document(document)
    return [str(fault) for fault in caught.value.faults]


def version_1(**pinned):
    task = {"id": "boiler", "place": "bakery", "duration": 3_600, **pinned}
    return dispatch_document(version=1, tasks=[task])


def test_a_file_of_version_1_is_read_and_its_pin_is_a_vehicle():
    (task,) = read_document(version_1(pinned_to="Ann")).problem.tasks
    assert task.pin == Pin("Ann")
    (task,) = read_document(version_1(pinned_to=None)).problem.tasks
    assert task.pin is None


def test_what_was_read_from_version_1_is_written_as_version_2():
    document = json.loads(write_problem(read_document(version_1(pinned_to="Ann")).problem))
    assert document["version"] == 2
    assert document["tasks"][0]["pin"] == {"vehicle": "Ann"}


def test_faults_of_version_1_are_told_in_its_words():
    assert faults_of(version_1(pinned_to="Bob")) == [
        "tasks[0].pinned_to: must name vehicles of the problem (found Bob)"
    ]
    assert faults_of(version_1(pinned_to=7))[0] == "tasks[0].pinned_to: must be text (found 7)"
    said = faults_of(version_1(pinned_to="Ann", pin={"vehicle": "Ann"}))
    assert said == ["tasks[0].pinned_to: the old name of pin; give one of them (found Ann)"]


def test_version_2_knows_no_pinned_to():
    document = dispatch_document(tasks=[{"id": "a", "place": "bakery", "pinned_to": "Ann"}])
    assert faults_of(document) == ["tasks[0].pinned_to: no such field in this format"]


@pytest.mark.parametrize("version", [3, 0, "2", True, None, 1.0])
def test_another_version_is_the_only_fault_that_is_named(version):
    (fault,) = faults_of(dispatch_document(version=version, tasks="to come"))
    assert fault.startswith("version: versions 1 and 2 can be read, no other")


def test_a_missing_version_is_a_fault():
    document = dispatch_document()
    del document["version"]
    assert faults_of(document) == ["version: required, but missing"]


def test_a_break_at_a_place_that_is_not_there_is_a_fault():
    rest = {"id": "lunch", "duration": 60, "windows": [[0, 9]], "place": "moon"}
    vehicle = {"id": "Ann", "shift": [0, 28_800], "breaks": [rest]}
    assert faults_of(dispatch_document(vehicles=[vehicle])) == [
        "vehicles[0].breaks[0].place: no place has this id (found moon)"
    ]


def test_a_pin_of_nothing_is_a_fault():
    document = dispatch_document(tasks=[{"id": "a", "place": "bakery", "pin": {}}])
    assert faults_of(document)[0].startswith("tasks[0].pin: must name a vehicle, a start, or both")


def test_a_reason_is_written_with_what_a_person_can_do():
    file = read_document(dispatch_document())
    action = Action(ActionCode.TRAIN, "Train Ann for gas.", {"skill": "gas"})
    reason = Reason(ReasonCode.SKILL, "Nobody knows gas.", {"skill": "gas"}, action)
    plan = Solution((), (Unassigned("boiler", reason),), 50_000)
    text = write_solution(file, plan)
    assert json.loads(text)["unassigned"][0]["reason"]["action"]["code"] == "train"
    assert read_solution(as_stream(text), file) == plan


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 3}, "version: versions 1 and 2 can be read, no other (found 3)"),
        (
            {"unassigned": [{"task": "boiler", "reason": {"code": "bored", "sentence": ""}}]},
            "unassigned[0].reason.code: must be one of skill,",
        ),
        (
            {
                "unassigned": [
                    {
                        "task": "boiler",
                        "reason": {
                            "code": "skill",
                            "sentence": "",
                            "action": {"code": "pray", "sentence": ""},
                        },
                    }
                ]
            },
            "unassigned[0].reason.action.code: must be one of train,",
        ),
    ],
)
def test_a_solution_that_says_what_nobody_knows_is_refused(change, said):
    document = {"format": "dispatch-solution", "version": 1, "routes": []} | change
    with pytest.raises(UnreadableInput) as caught:
        read_solution(as_stream(document), read_document(dispatch_document()))
    assert [str(fault).startswith(said) for fault in caught.value.faults] == [True]
