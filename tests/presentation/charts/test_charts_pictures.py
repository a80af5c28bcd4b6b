"""Every chart against the picture that was last accepted, small, in ``baseline/``."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.testing.compare import compare_images
from matplotlib.testing.exceptions import ImageComparisonFailure
from tools.drawn import drawn
from tools.elected import elected

from kkr_analysis.presentation.charts.saving import drawn_png
from kkr_analysis.presentation.charts.shapes import Words
from kkr_analysis.presentation.charts.values import Chart
from kkr_analysis.presentation.pictures import every_chart

BASELINE = Path(__file__).parent / "baseline"
WIDTH = 800
TOLERANCE = 0.5
"""Root mean square of all pixels, of 255. A letter that moves by two points is above it."""
KKR = (("midtjylland", "2022-2026"), ("nordjylland", "2026-2030"))
"""One whose cap does not bind, final; one whose cap binds, preliminary."""
NAMES = ("halvcirkel", "borgmestre-og-supplerende", "sidste-plads", "spaerregraense", "stemmer-og-pladser")


def compare(chart: Chart, baseline: Path, folder: Path) -> None:
    """Fail unless the chart looks as the baseline does; what is new is left beside it, to be looked at."""
    new = baseline.with_name(f"{baseline.stem}.new.png")
    picture = folder / baseline.name
    picture.write_bytes(drawn_png(chart.draw, look=chart.look, width=WIDTH))
    fault = "there is no accepted picture yet"
    if baseline.is_file():
        accepted = folder / f"accepted-{baseline.name}"
        shutil.copyfile(baseline, accepted)
        fault = difference(accepted, picture)
    if not fault:
        new.unlink(missing_ok=True)
        return
    new.parent.mkdir(exist_ok=True)
    shutil.copyfile(picture, new)
    pytest.fail(
        f"{chart.name} looks different ({' '.join(fault.split())}). Look at {new.name} beside "
        f"{baseline.name} in {baseline.parent}. If it is right, move the new one over the old.",
        pytrace=False,
    )


def difference(accepted: Path, drawn: Path) -> str:
    """Say how two pictures differ; nothing where they look alike."""
    try:
        return compare_images(str(accepted), str(drawn), TOLERANCE) or ""
    except ImageComparisonFailure as fault:
        return str(fault)


@pytest.mark.parametrize(("region", "term"), KKR)
@pytest.mark.parametrize("name", NAMES)
def test_it_looks_as_it_did(name, region, term, tmp_path):
    [chart] = [own for own in every_chart(elected(region, term)) if own.name == name]
    compare(chart, BASELINE / f"{name}-{region}-{term}.png", tmp_path)


def test_there_is_a_picture_of_every_chart_and_no_other():
    charts = every_chart(elected("midtjylland", "2022-2026"))
    assert tuple(chart.name for chart in charts) == NAMES
    expected = {f"{name}-{region}-{term}.png" for name in NAMES for region, term in KKR}
    found = {path.name for path in BASELINE.glob("*.png") if not path.name.endswith(".new.png")}
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_that_moves_by_two_points_is_seen(name, tmp_path):
    """The letter of a party moves, and nothing else."""
    [chart] = [own for own in every_chart(elected("midtjylland", "2022-2026")) if own.name == name]
    baseline = tmp_path / "accepted.png"
    baseline.write_bytes(drawn_png(chart.draw, look=chart.look, width=WIDTH))

    def moved():
        drawing = chart.draw()
        letter = next(words for words in drawn(Words, drawing) if words.text == "V")
        others = [replace(letter, x=letter.x + 2) if shape is letter else shape for shape in drawing.shapes]
        return replace(drawing, shapes=tuple(others))

    other = Chart(name=chart.name, alt=chart.alt, draw=moved, look=chart.look)
    (tmp_path / "drawn").mkdir()
    with pytest.raises(pytest.fail.Exception, match="looks different"):
        compare(other, baseline, tmp_path / "drawn")


def test_a_picture_of_another_size_is_told_and_left_beside_the_accepted_one(tmp_path):
    charts = {chart.name: chart for chart in every_chart(elected("midtjylland", "2022-2026"))}
    baseline = tmp_path / "accepted.png"
    shutil.copyfile(BASELINE / "halvcirkel-midtjylland-2022-2026.png", baseline)
    (tmp_path / "drawn").mkdir()
    with pytest.raises(pytest.fail.Exception, match=r"Look at accepted\.new\.png beside accepted\.png"):
        compare(charts["sidste-plads"], baseline, tmp_path / "drawn")
    assert (tmp_path / "accepted.new.png").is_file()
    compare(charts["halvcirkel"], baseline, tmp_path / "drawn")
    assert not (tmp_path / "accepted.new.png").exists()
