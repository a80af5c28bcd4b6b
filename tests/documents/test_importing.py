"""What a build imports: libraries that it hardly uses are there by name, and whole once they are used."""

from __future__ import annotations

import subprocess
import sys

IMPORTED = """
import sys
from kkr_analysis.documents.build.importing import importing
with importing():
    import kkr_analysis.documents.build.execute, kkr_analysis.documents.build.page
    import kkr_analysis.documents.build.weasyprint_loaded
"""


def said(program: str) -> str:
    command = [sys.executable, "-c", IMPORTED + program]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_what_a_build_hardly_uses_is_not_loaded():
    inside = ["PIL._imagingcms", "arrow.parser", "fontTools.varLib.merger", "requests.sessions", "soupsieve"]
    assert said(f"print([name for name in {inside} if name in sys.modules])") == "[]"


def test_it_is_whole_for_whoever_uses_it():
    """By a name that was promised, by any other, and by a module within; a class is still one."""
    used = """
import bs4, requests, rfc3986_validator
from bs4.element import Tag
from fontTools.varLib.models import VariationModel
assert bs4.BeautifulSoup("<b>en<i>to", "html.parser").i.text == "to"
assert isinstance(bs4.BeautifulSoup("<b>", "lxml").b, Tag) and isinstance(bs4.BeautifulSoup, type)
assert rfc3986_validator.validate_rfc3986("https://www.kl.dk", rule="URI")
assert requests.Session().trust_env
print("alt")
"""
    assert said(used) == "alt"
