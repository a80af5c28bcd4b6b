"""docs/nyt-valg.md, followed step by step with the official files of 2025 as if they were new."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from places import REGIONS, ROOT
from tools import command


@pytest.fixture
def analyst(tmp_path: Path) -> Path:
    """A project without the election of 2025."""
    for folder in ("data", "notebooks"):
        shutil.copytree(ROOT / folder, tmp_path / "projekt" / folder)
    shutil.rmtree(tmp_path / "projekt" / "data" / "raw" / "kv2025")
    return tmp_path / "projekt"


def kkr(project: Path, *arguments: str | Path, expected: int = 0) -> str:
    done = command.kkr(project, *arguments)
    assert done.returncode == expected, done.stderr
    return done.stdout + done.stderr


class TestFromDownloadToEnclosure:
    """»takes an analyst from download to finished enclosure«."""

    def test_every_step_of_the_page(self, analyst, official):
        folder = analyst / "data" / "raw" / "kv2025"
        received = official / "kv2025"

        assert "TJEKLISTE.md" in kkr(analyst, "new-election", "kv2025")

        refused = kkr(analyst, "import", received, "--election", "kv2025", expected=2)
        assert "2 af listerne kan ikke placeres med sikkerhed" in refused
        assert not (folder / "stemmer.csv").exists()
        (folder / "lister.forslag.csv").replace(folder / "lister.csv")

        said = kkr(analyst, "import", received, "--election", "kv2025")
        assert "Kommuner: 98 af 98" in said
        assert "Optælling: endelig" in said
        assert not (folder / "lister.forslag.csv").exists()

        (folder / "borgmestre.csv").write_bytes((ROOT / "data/raw/kv2025/borgmestre.csv").read_bytes())
        assert 'optaelling = "endelig"' in (folder / "valg.toml").read_text("utf-8")
        kkr(analyst, "seal", "data/raw/kv2025", "--note", "Borgmestre udfyldt")
        assert "Ingen fejl." in kkr(analyst, "check", "kv2025")

        kkr(analyst, "build", "alle", "--term", "2026-2030", "--format", "json")
        kkr(ROOT, "build", "alle", "--term", "2026-2030", "--format", "json", "--output", analyst / "andre")
        report = json.loads(kkr(analyst, "compare", "andre/2026-2030", "reports/2026-2030", "--json"))
        assert len(report["results"]) == len(REGIONS)
        for result in report["results"]:
            for what in (
                "seats",
                "supplementary",
                "votes",
                "eligible",
                "mayors",
                "readings",
                "posts",
                "facts",
            ):
                assert result[what] == [], (result["region"], what)

        unsealed = folder / "stemmer.csv"
        unsealed.write_bytes(unsealed.read_bytes() + b"101,K\xc3\xb8benhavn,!,Ny,1\n")
        assert "er ændret i hånden" in kkr(analyst, "import", received, "--election", "kv2025", expected=2)
