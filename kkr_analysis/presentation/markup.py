"""The enclosure as Danish HTML: the only place where text becomes markup, so the only one that escapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import escape

from kkr_analysis import danish
from kkr_analysis.presentation.blocks import (
    Block,
    FillIn,
    Heading,
    Listing,
    Paragraph,
    ParagraphKind,
    Particulars,
    Run,
    RunLook,
    Text,
    WrittenTable,
)

TEMPLATES = Environment(
    loader=PackageLoader("kkr_analysis.presentation"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"whole": danish.whole, "signed": danish.signed, "listed": danish.listed}
TEMPLATES.globals["counted"] = danish.counted
_LOOKS = {
    RunLook.PLAIN: "{}",
    RunLook.STRONG: "<strong>{}</strong>",
    RunLook.SUM: '<span class="sum">{}</span>',
    RunLook.STATUS: '<span class="status">{}</span>',
}
_PARAGRAPHS = {
    ParagraphKind.RUNNING: "<p>{}</p>",
    ParagraphKind.LEAD: '<p class="leads">{}</p>',
    ParagraphKind.CALCULATION: '<p class="calculation">{}</p>',
    ParagraphKind.ASSUMPTION: '<p class="assumption">{}</p>',
    ParagraphKind.BADGE: '<p class="badge">{}</p>',
    ParagraphKind.VERBATIM: "<pre>{}</pre>",
}


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a page as HTML, which Jupyter displays."""

    source: str

    def _repr_html_(self) -> str:
        return self.source


def render(template: str, **values: Any) -> Html:
    """Fill in a template of this package. Every value is escaped; a missing one is an error."""
    return Html(TEMPLATES.get_template(template).render(**values).strip())


def html_of(blocks: Iterable[Block], widths: Mapping[str, Sequence[float]] = MappingProxyType({})) -> str:
    """
    Return blocks as HTML; figures have none, as a notebook displays them itself.

    ``widths`` are those of the columns of tables, by their anchors, in percent; others fit themselves.
    """
    return "\n".join(_block(block, widths) for block in blocks)


def _block(block: Block, widths: Mapping[str, Sequence[float]]) -> str:
    match block:
        case Heading():
            name = ' class="part"' if block.starts_page else ""
            return f"<h{block.level}{name}>{_inline(block.text)}</h{block.level}>"
        case Paragraph():
            return _PARAGRAPHS[block.kind].format(_inline(block.text))
        case Particulars():
            pairs = (
                f"<div><dt>{escape(term)}</dt><dd>{_inline(meaning)}</dd></div>\n"
                for term, meaning in block.pairs
            )
            return f'<dl class="particulars">\n{"".join(pairs)}</dl>'
        case Listing():
            items = "".join(f"<li>{_inline(item.text)}</li>\n" for item in block.items)
            name = ' class="reservations"' if block.is_loose else ""
            tag = "ol" if all(item.is_numbered for item in block.items) else "ul"
            return f"<{tag}{name}>\n{items}</{tag}>"
        case FillIn():
            more = '<span class="ruled"></span>' * (block.lines - 1)
            return (
                f'<div class="fill-in"><p><span>{escape(block.label)}</span><span class="ruled"></span></p>'
                f"{more}</div>"
            )
        case WrittenTable():
            return render("table.html.j2", table=block, widths=widths.get(block.anchor, ())).source
        case _:
            raise TypeError(f"{type(block).__name__} has no markup of its own")


def _inline(text: Text) -> str:
    return "".join(map(_run, text))


def _run(run: Run) -> str:
    return _LOOKS[run.look].format(escape(run.text))
