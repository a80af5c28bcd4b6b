"""KKR_BUILT names reports that are built already; one that is not there is refused before any test runs."""

from __future__ import annotations

import pytest
from places import TERMS, reports_given


class TestReportsGiven:
    def test_a_folder_with_both_terms_is_used_from_wherever_a_test_stands(self, tmp_path, monkeypatch):
        for term in TERMS:
            (tmp_path / "reports" / term).mkdir(parents=True)
        monkeypatch.chdir(tmp_path)
        assert reports_given("reports") == tmp_path / "reports"

    def test_one_that_is_not_there_is_refused_with_what_to_do(self, tmp_path):
        with pytest.raises(
            pytest.UsageError, match=r"KKR_BUILT=.*x: .*x is no folder\. Build it first: kkr "
        ):
            reports_given(str(tmp_path / "x"))

    def test_so_is_one_without_a_term(self, tmp_path):
        (tmp_path / TERMS[0]).mkdir()
        with pytest.raises(pytest.UsageError, match=f"{TERMS[1]} is no folder"):
            reports_given(str(tmp_path))
