"""Result files and folders come from people: each fault is one Danish message, never a traceback."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.two_versions import copied, small_kkr, written

from kkr_analysis.documents.compare.difference import difference
from kkr_analysis.documents.compare.inputs import Inputs, VoteTotals, outcome_of
from kkr_analysis.documents.compare.pairs import pairs
from kkr_analysis.documents.compare.plain import values
from kkr_analysis.documents.compare.read import LARGEST_FILE, read_result, result_of
from kkr_analysis.documents.compare.report import opening, sections
from kkr_analysis.errors import KkrError, NotComparableError, ResultFileError
from kkr_analysis.rules import CapReading, Readings

KKR = small_kkr({"A": 100, "V": 40}, "AAV", {"A": 3, "V": 2})
WHOLE = json.dumps(KKR).encode()


def message(path) -> str:
    with pytest.raises(ResultFileError) as raised:
        read_result(path)
    return str(raised.value)


class TestWhatIsNoResult:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "er tom"),
            (b" \n", "er tom"),
            (WHOLE[:-300], "Den ser ud til at være skåret over"),
            (WHOLE[: WHOLE.index(b"KKR") + 2], "Den ser ud til at være skåret over"),
            (b"<!DOCTYPE html>", "er ikke JSON (linje 1, tegn 1)"),
            (b"PK\x03\x04\xff\xfe", "er ikke tekst i UTF-8"),
            ("kkr".encode("utf-16"), "er ikke tekst i UTF-8"),
            (b"[" * 200_000, "er ikke JSON, som kan læses"),
            (b'{"total": ' + b"9" * 5_000 + b"}", "er ikke JSON, som kan læses"),
            (b"[]", "er JSON, men ikke resultatet for et KKR"),
            (b"null", "er JSON, men ikke resultatet for et KKR"),
            (b'"tekst"', "er JSON, men ikke resultatet for et KKR"),
            (b'{"type": "FeatureCollection"}', "er JSON, men ikke resultatet for et KKR"),
        ],
        ids=lambda value: None if isinstance(value, str) else value[:12].decode("latin-1"),
    )
    def test_it_is_refused(self, tmp_path, content, said):
        path = tmp_path / "kkr-oest.json"
        path.write_bytes(content)
        told = message(path)
        assert told.startswith(f"{path} er ")
        assert f"{said}. Angiv" in told
        assert told.endswith("Angiv en fil kkr-<region>.json, som kkr build har skrevet, eller byg den igen.")

    def test_a_missing_file_a_folder_and_a_large_one(self, tmp_path):
        assert "kan ikke læses: den findes ikke" in message(tmp_path / "x.json")
        assert "kan ikke læses: der er en mappe med det navn" in message(tmp_path)
        with (tmp_path / "y.json").open("wb") as file:
            file.truncate(LARGEST_FILE + 1)
        assert "er på over 10 MB" in message(tmp_path / "y.json")

    def test_a_byte_order_mark_is_no_fault(self, tmp_path):
        path = tmp_path / "kkr-oest.json"
        path.write_bytes(b"\xef\xbb\xbf" + WHOLE)
        assert read_result(path).kkr.region == "oest"


class TestFields:
    @pytest.mark.parametrize(
        ("key", "value", "said"),
        [
            ("total", -1, "nøglen 'total': fandt -1, ventede et helt tal fra 0 til 999.999.999"),
            ("total", 10**9, "nøglen 'total': fandt 1000000000, ventede"),
            ("total", 10**100, "nøglen 'total': fandt et tal med over 20 cifre, ventede"),
            ("total", True, "nøglen 'total': fandt true, ventede"),
            ("total", 3.5, "nøglen 'total': fandt 3.5, ventede"),
            ("total", float("nan"), "nøglen 'total': fandt nan, ventede"),
            ("total", "12", "nøglen 'total': fandt »12«, ventede"),
            ("total", None, "nøglen 'total': fandt null, ventede"),
            ("cap_binds", 1, "nøglen 'cap_binds': fandt 1, ventede true eller false"),
            ("term", 7, "nøglen 'term': fandt 7, ventede en tekst"),
            ("term", "x" * 5_000, "nøglen 'term': fandt en tekst på 5.000 tegn, ventede"),
            ("term", "\x1b[2J", "nøglen 'term': fandt '\\x1b[2J', ventede en tekst uden styretegn"),
            ("body", "\ud800", "nøglen 'body': fandt '\\ud800', ventede en tekst uden styretegn"),
            ("contenders", {}, "nøglen 'contenders': fandt et objekt, ventede en liste"),
            ("contenders", [7], "nøglen 'contenders[0]': fandt 7, ventede et objekt"),
            ("contenders", [{}] * 61, "nøglen 'contenders' har 61, ventede højst 60"),
            ("mayors_list", None, "nøglen 'mayors_list': fandt null, ventede en liste"),
            ("mayors_list", [{}] * 10_000, "nøglen 'mayors_list' har 10.000, ventede højst 200"),
            ("readings", [], "nøglen 'readings': fandt en liste, ventede et objekt"),
            ("readings", {"K6": 1}, "nøglen 'readings.K6': fandt 1, ventede en tekst"),
            ("readings", {"\n": "x"}, "nøglen 'readings': ventede navne uden styretegn"),
            ("chair", 7, "nøglen 'chair': fandt 7, ventede et objekt"),
            ("chair", {"contender": "A"}, "nøglen 'chair.alliance' mangler"),
            ("alliances", ["A+B", 7], "nøglen 'alliances[1]': fandt 7, ventede en tekst"),
            (
                "lots",
                [{"stage": "sammensætning", "tied": ["A"], "winners": ["A"]}],
                "nøglen 'lots[0].winners': fandt 1 udtrukne af 1, ventede nogle, men ikke alle",
            ),
            ("votes_cast", -5, "nøglen 'votes_cast': fandt -5, ventede"),
        ],
    )
    def test_a_wrong_value_is_named(self, tmp_path, key, value, said):
        told = message(written_as(tmp_path / "x.json", KKR | {key: value}))
        assert "x.json har 1 fejl:\n" in told
        assert f"  - {said}" in told
        told.encode("utf-8")

    @pytest.mark.parametrize("key", ["votes", "letter", "eligible", "seats", "supplementary"])
    def test_a_key_that_is_missing_inside_is_named_with_its_place(self, tmp_path, key):
        cut = copied(KKR)
        del cut["contenders"][1][key]
        assert f"  - nøglen 'contenders[1].{key}' mangler." in message(written(tmp_path / "x.json", cut))

    def test_a_contender_or_municipality_that_stands_twice(self, tmp_path):
        twice = copied(KKR)
        twice["contenders"].append(twice["contenders"][0])
        twice["mayors_list"][1]["municipality_code"] = "901"
        told = message(written(tmp_path / "x.json", twice))
        assert "nøglen 'contenders[].letter': »A« står to gange" in told
        assert "nøglen 'mayors_list[].municipality_code': »901« står to gange" in told

    def test_every_fault_at_once_and_no_more_than_can_be_read(self, tmp_path):
        told = message(written(tmp_path / "x.json", {"region": "oest", "contenders": [{}] * 4}))
        assert "har 34 fejl:" in told
        assert told.count("  - nøglen") == 10
        assert "  - og 24 til" in told


def written_as(path, result):
    """Write with what json escapes, since a lone surrogate cannot be written as UTF-8."""
    path.write_text(json.dumps(result), encoding="utf-8")
    return path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


class TestAnything:
    @given(changed=st.dictionaries(st.sampled_from(sorted(KKR)), JSON, max_size=4), inside=st.booleans())
    def test_any_value_in_any_key_is_compared_or_refused(self, changed, inside):
        """Never anything but a KkrError, and never a report that cannot be printed."""
        entries = copied(KKR)
        target = entries["contenders"][0] if inside else entries
        target |= changed
        try:
            result = result_of(entries, "x.json")
        except ResultFileError as refused:
            str(refused).encode("utf-8")
            return
        old = result_of(KKR, "y.json")
        try:
            found = difference(old, result)
        except KkrError:
            return
        lines = [*opening(found), *(line for section in sections(found) for line in section.lines)]
        "\n".join(lines).encode("utf-8")
        json.dumps(values(found)).encode("utf-8")

    @pytest.mark.parametrize("reading", CapReading)
    def test_the_slowest_composition_that_the_limits_let_in(self, reading):
        """60 contenders and 200 mayors far apart in votes; a comparison composes 34 times at most."""
        votes = {f"P{number}": 10**9 // (number + 1) ** 4 for number in range(60)}
        inputs = Inputs(
            votes=VoteTotals(of=votes, valid=1, cast=None),
            mayors={str(place): f"P{place % 60}" for place in range(200)},
            represented=frozenset(votes),
            readings=Readings(cap=reading),
            lots=(),
        )
        start = time.process_time()
        assert sum(outcome_of(inputs).seats.values()) == 400
        assert time.process_time() - start < 0.5


class TestPairs:
    def test_two_files(self, tmp_path):
        one, other = written(tmp_path / "a.json", KKR), written(tmp_path / "b.json", KKR)
        assert pairs(one, other).both == ((one, other),)

    def test_a_region_in_one_folder_only(self, tmp_path):
        for place in ("a/kkr-oest.json", "b/kkr-oest.json", "b/kkr-vest.json", "a/kkr-nord.json"):
            written(tmp_path / place, KKR)
        found = pairs(tmp_path / "a", tmp_path / "b")
        assert [old.name for old, _ in found.both] == ["kkr-oest.json"]
        assert ([path.name for path in found.only_old], [path.name for path in found.only_new]) == (
            ["kkr-nord.json"],
            ["kkr-vest.json"],
        )

    def test_a_term_s_folder_against_the_folder_of_all_terms(self, tmp_path):
        for place in ("a/kkr-oest.json", "b/2022-2026/kkr-oest.json"):
            written(tmp_path / place, KKR)
        assert len(pairs(tmp_path / "a", tmp_path / "b").both) == 1

    def test_two_terms_in_one_folder_are_not_mixed(self, tmp_path):
        for place in ("a/2022-2026", "b/2022-2026", "b/2026-2030"):
            written(tmp_path / place / "kkr-oest.json", KKR)
        found = pairs(tmp_path / "a", tmp_path / "b")
        assert [(old.parent.name, new.parent.name) for old, new in found.both] == [("2022-2026", "2022-2026")]
        assert [path.parent.name for path in found.only_new] == ["2026-2030"]

    @pytest.mark.parametrize("place", ["a/", "a/2022-2026/"])
    def test_a_preliminary_result_belongs_to_the_final_one(self, tmp_path, place):
        """What the command is for: the file's name changes when the figures become final."""
        written(tmp_path / f"{place}kkr-oest-foreloebig.json", KKR)
        written(tmp_path / "b" / "kkr-oest.json", KKR)
        found = pairs(tmp_path / "a", tmp_path / "b")
        assert [(old.name, new.name) for old, new in found.both] == [
            ("kkr-oest-foreloebig.json", "kkr-oest.json")
        ]
        assert found.only_old == found.only_new == ()

    def test_a_folder_with_both_is_refused(self, tmp_path):
        for name in ("a/kkr-oest-foreloebig.json", "a/kkr-oest.json", "b/kkr-oest.json"):
            written(tmp_path / name, KKR)
        with pytest.raises(NotComparableError, match="er to udgaver af samme KKR i samme mappe"):
            pairs(tmp_path / "a", tmp_path / "b")

    def test_refusals(self, tmp_path):
        written(tmp_path / "a" / "kkr-oest.json", KKR)
        written(tmp_path / "b" / "kkr-vest.json", KKR)
        (tmp_path / "tom").mkdir()
        for old, new, said in (
            ("a", "tom", "Der er ingen resultater (kkr-<region>.json) i"),
            ("a", "a/kkr-oest.json", "Angiv to filer eller to mapper, ikke en af hver."),
            ("a", "findes-ikke", "findes-ikke findes ikke."),
            ("a", "b", "Intet resultat er i begge mapper: "),
        ):
            with pytest.raises(NotComparableError) as raised:
                pairs(tmp_path / old, tmp_path / new)
            assert said in str(raised.value)

    def test_two_regions_are_not_compared(self, tmp_path):
        other = written(tmp_path / "b.json", KKR | {"region": "vest", "body": "KKR Vest"})
        with pytest.raises(NotComparableError, match=r"er for KKR Øst, og .* er for KKR Vest"):
            difference(read_result(written(tmp_path / "a.json", KKR)), read_result(other))
