"""The page of the engine: every name of it, in its order, with examples that run."""

import doctest
import re
import subprocess
import sys

import pytest
from places import ROOT

import kkr_analysis
from kkr_analysis.danish import whole

PAGE = ROOT / "docs" / "api.md"
FIGURES_PAGE = ROOT / "docs" / "api-valg.md"
METHOD = ROOT / "docs" / "metode.md"


class TestPage:
    """»reads like the rules«: ten names with a runnable example each."""

    def test_every_example_runs_and_prints_what_the_page_says(self):
        results = doctest.testfile(
            str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8"
        )
        assert results.attempted > 30
        assert results.failed == 0

    def test_from_an_election_to_a_kkr_every_example_runs(self):
        results = doctest.testfile(
            str(FIGURES_PAGE), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8"
        )
        assert results.attempted > 15
        assert results.failed == 0

    @pytest.mark.parametrize("name", [*kkr_analysis.ENGINE, "load_result"])
    def test_every_docstring_has_an_example_that_runs(self, name):
        own = getattr(kkr_analysis, name)
        [found] = [
            test
            for test in doctest.DocTestFinder(recurse=False).find(
                own, name, globs=vars(sys.modules[own.__module__]).copy()
            )
            if test.examples
        ]
        assert doctest.DocTestRunner().run(found).failed == 0

    def test_the_method_is_explained_with_figures_that_are_computed(self):
        """And they are those of the enclosure."""
        results = doctest.testfile(str(METHOD), module_relative=False, encoding="utf-8")
        assert results.attempted > 12
        assert results.failed == 0
        eligibility = kkr_analysis.load_result("midtjylland", "2022-2026").eligibility
        said = METHOD.read_text(encoding="utf-8")
        assert f"gyldige = {eligibility.valid_votes}" in said
        assert f"mindst {whole(eligibility.threshold_votes)} stemmer" in said
        for letter, votes in eligibility.votes.items():
            assert f'"{letter}": {votes}' in said

    def test_it_has_the_ten_names_of_the_engine_in_reading_order(self):
        text = PAGE.read_text(encoding="utf-8")
        assert tuple(re.findall(r"(?m)^## (.+)$", text)) == kkr_analysis.ENGINE
        assert len(kkr_analysis.ENGINE) == 10
        for section in text.split("\n## ")[1:]:
            assert "\n>>> " in section
            assert hasattr(kkr_analysis, section.split("\n")[0])


class TestImport:
    """The engine is light: someone who never opens a notebook installs it for this alone."""

    @pytest.mark.parametrize(
        ("line", "loaded"),
        [("import kkr_analysis", "[]"), ("from kkr_analysis import *", "['kkr_analysis.allocation']")],
    )
    def test_no_heavy_package_is_imported_nor_the_engine_before_it_is_asked_for(self, line, loaded):
        code = (
            f"{line}; import sys; heavy = {{'pandas', 'numpy', 'matplotlib', 'jinja2', 'papermill'}}; "
            "print(sorted((heavy | {'kkr_analysis.allocation'}) & set(sys.modules)))"
        )
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
        assert run.stdout.strip() == loaded

    def test_every_name_is_there_and_no_other(self):
        assert all(hasattr(kkr_analysis, name) for name in kkr_analysis.__all__)
        assert dir(kkr_analysis) == sorted(kkr_analysis.__all__)
        assert not hasattr(kkr_analysis, "composse")
