"""Addresses without coordinates: looked up at a server that answers like Nominatim, confirmed."""

import json
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from dispatch.cli import main
from dispatch.clock import FixedClock
from dispatch.domain.geography import Coordinates
from dispatch.errors import BadInput
from dispatch.exchange import ImportReport
from dispatch.geocoding import GeocoderFailed, NominatimGeocoder
from dispatch.services.geocoding import Geocoding, Proposal
from dispatch.services.importing import import_files
from dispatch.store import Store
from tests.builders.tables import write_tables, write_town
from tests.integration.exchange.conftest import NOW, Load

QUAY = {"lat": "49.912", "lon": "-9.013", "display_name": "1, Quay Street, Port Ellery"}
OTHER = {"lat": "51.0", "lon": "0.1", "display_name": "Quay Street, Elsewhere"}


class FakeNominatim:
    """Answers `/search` from `answers` by query; a number is a status, None never answers."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[str] = []
        self.agents: set[str | None] = set()
        self.stopped = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.answer(self)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/nominatim"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        query = parse_qs(urlsplit(request.path).query)["q"][0]
        self.asked.append(query)
        self.agents.add(request.headers["User-Agent"])
        answer = self.answers.get(query, [])
        if answer is None:
            self.stopped.wait(5)
            return
        request.send_response(answer if isinstance(answer, int) else 200)
        request.end_headers()
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        request.wfile.write(body)


@pytest.fixture
def nominatim(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeNominatim]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fake = FakeNominatim()
    with running(fake):
        yield fake


@contextmanager
def running(fake: FakeNominatim) -> Iterator[None]:
    thread = threading.Thread(target=fake.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield
    fake.stopped.set()
    fake.http.shutdown()
    thread.join()
    fake.http.server_close()


class Person:
    """Confirms all that is proposed, or nothing, and remembers it."""

    def __init__(self, confirms: bool = True) -> None:
        self.confirms = confirms
        self.shown: list[Proposal] = []

    def __call__(self, proposals: Sequence[Proposal]) -> Collection[str]:
        self.shown.extend(proposals)
        return [proposal.address for proposal in proposals] if self.confirms else []


def bring(
    store: Store, paths: list[Path], url: str, person: Person, timeout: float = 5
) -> ImportReport:
    geocoder = NominatimGeocoder(url, seconds=0, timeout=timeout)
    return import_files(
        store, FixedClock(NOW), paths, "Dana", geocoding=Geocoding(geocoder, person)
    )


def sites(folder: Path, *addresses: str) -> list[Path]:
    rows = [f"S7{n},C1,harbour,Tea house,{address}" for n, address in enumerate(addresses)]
    return write_tables(folder, sites="code,customer,base,name,address\n" + "\n".join(rows) + "\n")


def faults(store: Store, paths: list[Path], url: str, person: Person, timeout: float = 5):
    with pytest.raises(BadInput) as caught:
        bring(store, paths, url, person, timeout)
    return [str(fault) for fault in caught.value.faults]


@pytest.fixture
def town(store: Store, load: Load, tmp_path: Path) -> Store:
    load(write_town(tmp_path / "town"))
    return store


def test_the_best_candidate_is_shown_and_kept_once_it_is_confirmed(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    nominatim.answers["1 Quay Street"] = [QUAY, OTHER]
    person = Person()
    bring(town, sites(tmp_path, "1 Quay Street"), nominatim.url, person)
    (proposal,) = person.shown
    assert [candidate.name for candidate in proposal.candidates] == [
        "1, Quay Street, Port Ellery",
        "Quay Street, Elsewhere",
    ]
    with town.read() as unit:
        assert unit.sites.by_code("S70").location == Coordinates(49.912, -9.013)
    assert nominatim.agents == {"dispatch-optimizer (field-service dispatch)"}


def test_nothing_is_written_before_it_is_confirmed(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    nominatim.answers["1 Quay Street"] = [QUAY]
    paths = sites(tmp_path, "1 Quay Street")
    (fault,) = faults(town, paths, nominatim.url, Person(confirms=False))
    assert fault == (
        "sites.csv, row 2, address: '1 Quay Street': may be 1, Quay Street, Port Ellery at "
        "49.91200, -9.01300: confirm it (--accept-geocodes), or give latitude and longitude"
    )
    with town.read() as unit:
        assert unit.sites.by_code("S70") is None


def test_an_answer_is_remembered_by_the_database(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    nominatim.answers["1 Quay Street"] = [QUAY]
    paths = sites(tmp_path, "1 Quay Street", "Nowhere", "1 Quay Street")
    faults(town, paths, nominatim.url, Person(confirms=False))
    faults(town, paths, nominatim.url, Person())
    assert nominatim.asked == ["1 Quay Street", "Nowhere"]


def test_a_site_that_is_known_at_its_address_is_not_looked_up_again(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    known = 'code,customer,base,name,address\nS1,C1,harbour,Diner,"1 Quay Street, Old Town"\n'
    report = bring(town, write_tables(tmp_path, sites=known), nominatim.url, Person())
    assert report.tables["sites"].updated == 1
    assert nominatim.asked == []
    with town.read() as unit:
        assert unit.sites.by_code("S1").location == Coordinates(49.91, -9.01)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ([], "is not known to the geocoder"),
        (503, "could not be looked up: the geocoder did not answer in time"),
        (403, "could not be looked up: the geocoder failed"),
        (None, "could not be looked up: the geocoder did not answer in time"),
        (b"<html>", "could not be looked up: the geocoder failed"),
        ({"error": "out of order"}, "could not be looked up: the geocoder failed: out of order"),
        ([{"lat": "north", "lon": "1"}], "gave an answer that means nothing"),
        ([{"lat": "91", "lon": "1", "display_name": "?"}], "gave an answer that means nothing"),
        (["x"], "gave an answer that means nothing"),
    ],
)
def test_an_address_that_is_not_found_is_a_fault_that_says_why(
    town: Store, nominatim: FakeNominatim, tmp_path: Path, answer: Any, fault: str
):
    nominatim.answers["Somewhere"] = answer
    timeout = 0.3 if answer is None else 30
    (found,) = faults(town, sites(tmp_path, "Somewhere"), nominatim.url, Person(), timeout)
    assert found.startswith("sites.csv, row 2, address: 'Somewhere': ")
    assert fault in found


def test_a_server_that_keeps_failing_is_left_alone(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    addresses = [f"Lane {number}" for number in range(6)]
    nominatim.answers = dict.fromkeys(addresses, 500)
    found = faults(town, sites(tmp_path, *addresses), nominatim.url, Person())
    assert len(nominatim.asked) == 3
    assert sum("was not looked up" in fault for fault in found) == 3


def test_no_server_at_all_is_a_failure_with_a_name():
    with pytest.raises(GeocoderFailed, match="failed"):
        NominatimGeocoder("http://127.0.0.1:1", seconds=0, timeout=1).candidates("x")


def test_nobody_is_asked_while_the_files_have_other_faults(
    town: Store, nominatim: FakeNominatim, tmp_path: Path
):
    paths = [*sites(tmp_path, "1 Quay Street"), *write_tables(tmp_path, customers="code\n\n")]
    found = faults(town, paths, nominatim.url, Person())
    assert nominatim.asked == []
    assert any("will be looked up when the other faults are mended" in fault for fault in found)


def test_without_a_server_the_address_is_named(town: Store, tmp_path: Path):
    with pytest.raises(BadInput, match="'1 Quay Street': has no coordinates"):
        import_files(town, FixedClock(NOW), sites(tmp_path, "1 Quay Street"), "Dana")


def test_one_degree_alone_is_a_fault(town: Store, nominatim: FakeNominatim, tmp_path: Path):
    half = "code,customer,base,name,address,latitude,longitude\nS7,C1,harbour,A,B,49.9,\n"
    (fault,) = faults(town, write_tables(tmp_path, sites=half), nominatim.url, Person())
    assert fault.endswith("row 2, longitude: latitude and longitude come together")


def test_requests_keep_their_distance(nominatim: FakeNominatim):
    geocoder = NominatimGeocoder(nominatim.url, seconds=0.2)
    began = time.monotonic()
    for number in range(3):
        geocoder.candidates(f"Lane {number}")
    assert time.monotonic() - began >= 0.4


def test_the_command_lists_what_was_found_and_takes_it_only_when_told_to(
    town: Store, nominatim: FakeNominatim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DISPATCH_DATABASE_URL", town.url)
    monkeypatch.setenv("DISPATCH_NOMINATIM_URL", nominatim.url)
    monkeypatch.setenv("DISPATCH_NOMINATIM_SECONDS", "0")
    nominatim.answers["1 Quay Street"] = [QUAY, OTHER]
    (path,) = sites(tmp_path, "1 Quay Street")
    asked = CliRunner().invoke(main, ["import", str(path)])
    assert asked.exit_code == 2
    assert "49.91200" in asked.stderr
    assert "confirm it (--accept-geocodes)" in asked.stderr
    told = CliRunner().invoke(main, ["import", str(path), "--accept-geocodes"])
    assert told.exit_code == 0
    assert nominatim.asked == ["1 Quay Street"]
    with town.read() as unit:
        assert unit.sites.by_code("S70").location == Coordinates(49.912, -9.013)
