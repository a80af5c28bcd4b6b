"""The blocks of an enclosure: one value, shown as HTML and carried through the notebook as it is."""

from __future__ import annotations

import json

import pytest

from kkr_analysis.presentation.blocks import (
    BREAK,
    Column,
    Figure,
    Footnote,
    Heading,
    Item,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    Row,
    Run,
    RunLook,
    WrittenTable,
    paragraph,
    strong,
    text,
)
from kkr_analysis.presentation.passage import blocks_in, passage

EVERY_KIND = (
    Heading(1, text("A < B & ", strong("»C«"))),
    Particulars((("A & B", text(Run("Endelige tal", RunLook.STATUS), ": ja")),)),
    Paragraph((Run("x", RunLook.EMPHASIS, "https://kl.dk"), Run(BREAK), Run("2 × 3", RunLook.SUM))),
    *(paragraph("<b>", kind=kind) for kind in ParagraphKind),
    Listing((Item(text("en")), Item(text("to"), depth=1, is_numbered=True)), is_loose=True),
    WrittenTable(
        caption="Pladser",
        anchor="pladser",
        columns=(Column(header=""), Column(header="A", is_number=True)),
        rows=(Row(cells=("I alt", "<9>"), is_emphasised=True),),
        footnotes=(
            Footnote(mark=None, text="a"),
            Footnote(mark="I alt", text="b"),
            Footnote(mark="A", text="c"),
        ),
    ),
    Figure(chart="halvcirkel", alt="Alle"),
)


class TestCarried:
    def test_every_kind_of_block_comes_back_from_the_notebook_s_file_as_it_was(self):
        output = json.loads(json.dumps(passage(*EVERY_KIND)._repr_mimebundle_()))
        assert blocks_in(output) == EVERY_KIND

    def test_other_outputs_carry_none(self):
        assert blocks_in({"text/plain": "1"}) is None


class TestMarkup:
    @pytest.mark.parametrize(
        ("block", "html"),
        [
            (EVERY_KIND[0], "<h1>A &lt; B &amp; <strong>»C«</strong></h1>"),
            (paragraph("2 < 3", kind=ParagraphKind.LEAD), '<p class="leads">2 &lt; 3</p>'),
            (paragraph(Run("2 < 3", RunLook.SUM)), '<p><span class="sum">2 &lt; 3</span></p>'),
            (Listing((Item(text("<b>")),)), "<ul>\n<li>&lt;b&gt;</li>\n</ul>"),
            (
                EVERY_KIND[1],
                '<dl class="particulars">\n<div><dt>A &amp; B</dt>'
                '<dd><span class="status">Endelige tal</span>: ja</dd></div>\n</dl>',
            ),
        ],
    )
    def test_words_are_escaped_and_set_as_they_look(self, block, html):
        assert passage(block).source == html

    def test_a_table_marks_caption_column_and_row_with_the_numbers_of_their_notes(self):
        [table] = (block for block in EVERY_KIND if isinstance(block, WrittenTable))
        html = passage(table).source
        note = '<a class="note" href="#pladser-note-{0}" data-note="{0}" aria-label="Fodnote {0}"></a>'
        assert f"Pladser{note.format(1)}</caption>" in html
        assert f'<tr class="emphasised">\n<th scope="row">I alt{note.format(2)}</th>' in html
        assert f'<th scope="col" class="number">A{note.format(3)}</th>' in html
        assert '<td class="number">&lt;9&gt;</td>' in html
        assert '<li id="pladser-note-3">c</li>' in html
