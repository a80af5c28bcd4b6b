"""Where a command and a notebook find their project: the nearest, a named one, or what came along."""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest
from places import ROOT, TERM

from kkr_analysis import load_result
from kkr_analysis.data import project
from kkr_analysis.data.project import (
    FIGURES,
    Project,
    find_project,
    nearest_project,
    project_at,
    what_came_along,
)
from kkr_analysis.errors import ProjectNotFoundError, UnknownChoiceError


def folders(root: Path) -> Path:
    """The least that is a project."""
    for name in ("data/raw", "notebooks"):
        (root / name).mkdir(parents=True)
    return root


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as the wheel has it: a whole project inside."""
    inside = folders(tmp_path / "site-packages" / "kkr_analysis" / "carried_along")
    monkeypatch.setattr(project, "_carried", lambda: inside)
    return inside


class TestWhatCameAlong:
    """»`load_result` works from any folder with the data that came along«."""

    def test_in_a_checkout_it_is_the_checkout(self):
        assert what_came_along() == Project(ROOT)

    def test_in_a_wheel_it_is_the_package_s(self, wheel):
        assert what_came_along() == Project(wheel)

    def test_the_nearest_project_goes_before_it(self, wheel, tmp_path):
        mine = folders(tmp_path / "mit")
        (mine / "bilag").mkdir()
        assert nearest_project(mine / "bilag") == Project(mine)
        assert nearest_project(tmp_path) == Project(wheel)

    def test_a_result_from_an_empty_folder_is_the_checkout_s(self, tmp_path):
        with chdir(tmp_path):
            assert load_result("midtjylland", TERM) == load_result("midtjylland", TERM, project=Project(ROOT))

    def test_a_project_is_named_by_its_folder(self):
        expected = load_result("midtjylland", TERM, project=Project(ROOT))
        assert load_result("midtjylland", TERM, project=ROOT) == expected
        assert load_result("midtjylland", TERM, project=str(ROOT)) == expected

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ({"region": None}, "region: fandt None, ventede en tekst."),
            ({"region": "midtjylland", "term": 2022}, "term: fandt 2022, ventede en tekst."),
            ({"region": "midtjylland", "project": 7}, "project: fandt 7, ventede en mappe."),
        ],
    )
    def test_what_is_no_text_and_no_folder_is_told(self, words, told):
        with pytest.raises(UnknownChoiceError) as caught:
            load_result(**words)
        assert str(caught.value) == told

    def test_a_package_that_has_lost_it_says_how_to_get_it_back(self, tmp_path, monkeypatch):
        monkeypatch.setattr(project, "_carried", lambda: tmp_path / "a" / "kkr_analysis" / "carried_along")
        with pytest.raises(ProjectNotFoundError, match="Installér igen med: pip install --force-reinstall"):
            what_came_along()


class TestWhereOneWrites:
    """»nothing is ever written into site-packages«: what came along is nobody's project."""

    def test_it_is_not_found_from_inside_it(self, wheel):
        with pytest.raises(ProjectNotFoundError, match="kkr init MAPPE"):
            find_project(wheel / "data")

    def test_nor_by_its_name(self, wheel):
        with pytest.raises(ProjectNotFoundError, match="er ikke et projekts mappe"):
            project_at(wheel)

    def test_a_named_folder_is_that_very_one(self, tmp_path):
        """One below would do for ``cd``, but a misspelt name must not fall back on the project around it."""
        mine = folders(tmp_path / "mit")
        assert project_at(mine) == Project(mine)
        for name in ("notebooks", "miit"):
            with pytest.raises(ProjectNotFoundError, match="Angiv en anden"):
                project_at(mine / name)


class TestOtherFigures:
    """``--data`` reaches the kernel of a notebook through its environment."""

    def test_a_process_is_told_what_it_cannot_find(self, tmp_path, monkeypatch):
        mine = folders(tmp_path / "mit")
        assert Project(mine).environment == {}
        told = Project(mine, tmp_path / "tal").environment
        assert told == {FIGURES: str(tmp_path / "tal")}
        monkeypatch.setenv(FIGURES, told[FIGURES])
        assert find_project(mine).data == tmp_path / "tal"
        assert project_at(mine).rules.folder == mine / "regler"
