"""What the tests of importing share: the registry, a reader of deliveries, the command in process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from small_data import ELECTION, FILES, write_small_data, write_with_card

from kkr_analysis.cli.entry import run as run_command
from kkr_analysis.composition.election import Municipality
from kkr_analysis.data.importing.delivery import Delivery
from kkr_analysis.data.importing.recognise import read_delivery
from kkr_analysis.data.importing.tables import new_files
from kkr_analysis.data.sources.file_reader import FileReader
from kkr_analysis.data.sources.registry import read_registry
from kkr_analysis.errors import FaultyFilesError, KkrError

DAY = date(2099, 11, 17)


def faults_of(read: Callable[[Path], Delivery], path: Path) -> tuple[str, ...]:
    """Return the faults of a delivery, which must have some."""
    with pytest.raises(FaultyFilesError) as caught:
        read(path)
    return caught.value.faults


def total(delivery: Delivery) -> int:
    """Return the votes of a delivery."""
    return sum(one.votes for one in delivery.lists)


def read_or_refuse(path: Path, municipalities: Mapping[str, Municipality]) -> Delivery | None:
    """Read and make the tables; None where it is refused with one message that says what to do."""
    try:
        delivery = read_delivery(path, municipalities, DAY)
        assert not delivery.lists or new_files(delivery, municipalities, "kommunalvalget 2099")
    except KkrError as refusal:
        said = str(refusal)
    else:
        return delivery
    assert "fandt" in said
    assert "ventede" in said
    return None


@pytest.fixture(scope="session")
def municipalities(tmp_path_factory):
    """The three municipalities."""
    registry = read_registry(FileReader(write_small_data(tmp_path_factory.mktemp("tal"))), None)
    assert registry.municipalities is not None
    return registry.municipalities


@pytest.fixture
def read(municipalities):
    """Read a delivery, whatever it is."""
    return lambda path: read_delivery(path, municipalities, DAY)


@pytest.fixture
def data(tmp_path) -> Path:
    """The small registry, and an election's folder with its facts alone."""
    for file, text in FILES.items():
        if "/" not in file or file.endswith("/valg.toml"):
            write_with_card(tmp_path / "raw" / file, text.encode())
    return tmp_path / "raw"


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def kkr_import(data, capsys) -> Callable[..., tuple[int, str, str]]:
    """Import something into the small election, and return status, output and messages."""

    def run(path: Path, *options: str | Path) -> tuple[int, str, str]:
        arguments = ["import", path, "--election", ELECTION, "--data", data, *options]
        status = run_command(list(map(str, arguments)))
        output = capsys.readouterr()
        return status, output.out, output.err

    return run


@pytest.fixture
def refused(kkr_import, data) -> Callable[..., str]:
    """Import something that is refused: one Danish message, which is returned, status 2, nothing written."""

    def run(path: Path, *options: str | Path) -> str:
        before = contents(data / ELECTION)
        status, output, message = kkr_import(path, *options)
        assert (status, output) == (2, ""), output
        assert message.startswith("Fejl: ")
        assert message.count("Fejl: ") == 1
        assert "Traceback" not in message
        assert contents(data / ELECTION) == before
        return message

    return run
