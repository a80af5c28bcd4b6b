"""A command that lacks an extra says so in one Danish sentence with the line for pip."""

from __future__ import annotations

import pickle
import sys

import pytest
from tools.command import kkr, refused

from kkr_analysis.cli.entry import cli
from kkr_analysis.cli.extras import explained, require
from kkr_analysis.documents.build.workers import as_sent
from kkr_analysis.errors import MissingPackageError


def lacking(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    for package in packages:
        monkeypatch.setitem(sys.modules, package, None)


class TestRequired:
    """What a build and the app need is asked for before the figures are read."""

    def test_a_bilag_without_its_extra(self, own_project, monkeypatch):
        lacking(monkeypatch, "papermill", "weasyprint")
        assert refused(own_project, "build", "midtjylland") == (
            "Her mangler pakker, som kommandoen bruger (papermill, weasyprint); hent dem med: "
            "pip install 'kkr-analysis[bilag]'"
        )

    def test_its_figures_need_none(self, own_project, monkeypatch):
        lacking(monkeypatch, "papermill", "weasyprint", "matplotlib", "xlsxwriter")
        assert kkr(own_project, "build", "midtjylland", "--format", "json").returncode == 0

    def test_the_app_without_its_own(self, own_project, monkeypatch):
        lacking(monkeypatch, "voila")
        assert "pip install 'kkr-analysis[app]'" in refused(own_project, "app")

    def test_of_many_the_first_are_named(self, monkeypatch):
        lacking(monkeypatch, "PIL", "docx", "fontTools", "ipykernel", "pandas")
        with pytest.raises(MissingPackageError, match=r"\(PIL, docx, fontTools og 2 til\)"):
            require("bilag")


class TestMet:
    """Anywhere else it is met where the package is imported."""

    @pytest.mark.parametrize(
        ("module", "extra"),
        [
            ("matplotlib.figure", "bilag"),
            ("voila.app", "app"),
            ("distributed", "dask"),
            ("pyhanko", "signatur"),
        ],
    )
    def test_a_package_of_an_extra(self, module, extra, tmp_path, monkeypatch):
        def check(**_words: object) -> None:
            raise ModuleNotFoundError(f"No module named {module!r}", name=module)

        monkeypatch.setattr(cli.commands["check"], "callback", check)
        assert refused(tmp_path, "check").endswith(f"pip install 'kkr-analysis[{extra}]'")

    def test_a_package_of_none_is_a_bug(self):
        assert explained(ModuleNotFoundError(name="kkr_analysis.nowhere")) is None

    def test_a_worker_sends_which_it_was(self):
        sent = pickle.loads(pickle.dumps(as_sent(ModuleNotFoundError("?", name="docx"))))  # noqa: S301
        assert isinstance(sent.raised, ModuleNotFoundError)
        assert sent.raised.name == "docx"
