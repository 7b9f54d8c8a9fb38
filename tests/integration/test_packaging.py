"""What is shipped: the lock, the files of the wheel, the script that starts everything."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"([a-z0-9._-]+)==([^\s;]+)( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
DEVELOPER_PATH = re.compile(r"/(?:root|home/\w+|Users/\w+)/")


def git_files(repository: Path, *folders: str) -> list[str]:
    if not (repository / ".git").exists():
        pytest.skip("not a git checkout: nothing says which files are ours")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *folders],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    names = filter(None, listed.stdout.split("\0"))
    return [name for name in names if (repository / name).is_file()]


@pytest.fixture(scope="module")
def lock(repository: Path) -> list[str]:
    return (repository / "requirements.lock").read_text().splitlines()


@pytest.fixture(scope="module")
def wheel(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, unpacked where an installation would lay them."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=repository, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_lock_is_pins_and_hashes_and_names_no_host(lock):
    assert [line for line in lock if not (PIN.fullmatch(line) or HASH.fullmatch(line))] == []


def test_every_pin_has_a_hash(lock):
    unhashed = [
        line
        for line, following in zip(lock, [*lock[1:], ""], strict=True)
        if PIN.fullmatch(line) and not HASH.fullmatch(following)
    ]
    assert unhashed == []


def test_the_lock_satisfies_every_dependency_of_the_project(repository, lock):
    project = tomllib.loads((repository / "pyproject.toml").read_text())
    extras = project["project"]["optional-dependencies"].values()
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *(requirement for extra in extras for requirement in extra),
    ]
    pins = [match.groups()[:2] for match in map(PIN.fullmatch, lock) if match]
    unmet = []
    for requirement in map(Requirement, wanted):
        name = canonicalize_name(requirement.name)
        versions = [version for pinned, version in pins if pinned == name]
        if not versions or not all(map(requirement.specifier.contains, versions)):
            unmet.append(f"{requirement} (locked: {', '.join(versions) or 'not at all'})")
    assert unmet == []


def test_no_file_names_a_folder_of_a_developers_machine(repository):
    naming = []
    for name in git_files(repository):
        text = (repository / name).read_text(errors="replace")
        if DEVELOPER_PATH.search(text) or f"{repository}/" in text:
            naming.append(name)
    assert naming == []


def test_the_wheel_holds_every_file_of_the_packages(repository, wheel):
    sources = git_files(repository, "dispatch", "solver", "web")
    assert [name for name in sources if not (wheel / name).is_file()] == []
    for kind in ("web/templates/*.html", "web/static/*.js", "dispatch/store/migrations/*.py"):
        folder, pattern = kind.rsplit("/", 1)
        assert list((wheel / folder).rglob(pattern)), f"no {kind} in the wheel"


def test_the_wheel_holds_a_compiled_catalogue_for_every_language(repository, wheel):
    catalogues = git_files(repository, "web/translations")
    sources = [name for name in catalogues if name.endswith(".po")]
    assert sources, "no catalogue to compile"
    assert [name for name in sources if not (wheel / name).with_suffix(".mo").is_file()] == []


def test_an_installed_wheel_finds_its_sample_data(repository, wheel, tmp_path):
    asked = subprocess.run(
        [
            sys.executable,
            "-c",
            "from dispatch.sample.location import sample_data_folder as f; print(f())",
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(wheel), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    packaged = Path(asked.stdout.strip())
    assert packaged == wheel / "dispatch" / "sample" / "data"
    samples = git_files(repository, "sample_data")
    assert samples, "no sample data"
    missing = [s for s in samples if not (packaged / Path(s).relative_to("sample_data")).is_file()]
    assert missing == []


def test_the_wheel_holds_no_tests_and_no_caches(wheel):
    strangers = {path.name for path in wheel.iterdir()} - {"dispatch", "solver", "web"}
    assert [name for name in strangers if not name.endswith(".dist-info")] == []
    assert list(wheel.rglob("__pycache__")) == []


def run_script(repository: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess:
    command = ["sh", str(repository / "run"), *arguments]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("asking", ["help", "--help"])
def test_the_run_script_says_what_it_can_do(repository, asking, tmp_path):
    said = run_script(repository, tmp_path, asking)
    assert said.returncode == 0
    assert [line.split()[1] for line in said.stdout.splitlines()] == ["[demo]", "test", "dispatch"]


def test_the_run_script_refuses_an_unknown_verb_and_names_the_likely_one(repository, tmp_path):
    said = run_script(repository, tmp_path, "plan")
    assert said.returncode == 1
    assert "./run dispatch plan" in said.stderr
