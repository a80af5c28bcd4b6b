"""What each PDF tool keeps of the tags of two tagged files when it joins them: docs/adfaerd/pdf_maerker.md."""

from __future__ import annotations

import json

from pinned import run_in, table, write

PACKAGES = ("weasyprint==70.0", "pypdf==7.1.1", "pikepdf==10.18.0")
PROGRAM = """
import io, json
import pikepdf, pypdf
from weasyprint import HTML

def page(number):
    rows = "".join(f"<tr><th scope=row>R{n}</th><td>{n}</td></tr>" for n in range(3))
    return HTML(string=f"<html lang=da><title>Fil {number}</title><h1>Fil {number}</h1><h2>Afsnit</h2>"
                       f"<p>Tekst<table><caption>T</caption>{rows}</table>")

sources = [page(number).write_pdf(pdf_variant="pdf/ua-1") for number in (1, 2)]

def joined_by_pikepdf():
    out = pikepdf.Pdf.open(io.BytesIO(sources[0]))
    out.pages.extend(pikepdf.Pdf.open(io.BytesIO(sources[1])).pages)
    target = io.BytesIO()
    out.save(target)
    return target.getvalue()

def joined_new_by_pikepdf():
    out = pikepdf.Pdf.new()
    for source in sources:
        out.pages.extend(pikepdf.Pdf.open(io.BytesIO(source)).pages)
    target = io.BytesIO()
    out.save(target)
    return target.getvalue()

def joined_by_pypdf():
    out = pypdf.PdfWriter()
    for source in sources:
        out.append(io.BytesIO(source))
    target = io.BytesIO()
    out.write(target)
    return target.getvalue()

def cloned_by_pypdf():
    out = pypdf.PdfWriter(clone_from=io.BytesIO(sources[0]))
    out.append(io.BytesIO(sources[1]))
    target = io.BytesIO()
    out.write(target)
    return target.getvalue()

def joined_by_weasyprint():
    first, second = page(1).render(pdf_variant="pdf/ua-1"), page(2).render(pdf_variant="pdf/ua-1")
    return first.copy([*first.pages, *second.pages]).write_pdf(pdf_variant="pdf/ua-1")

def counted(data):
    pdf = pikepdf.Pdf.open(io.BytesIO(data))
    tags = {}
    seen = set()
    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if node.is_indirect and node.objgen in seen:
                return
            seen.add(node.objgen)
            kind = str(node.get("/S", ""))
            tags[kind] = tags.get(kind, 0) + 1
            if "/K" in node:
                walk(node["/K"])
    root = pdf.Root.get("/StructTreeRoot")
    if root is not None:
        walk(root.get("/K", pikepdf.Array()))
    info = pdf.Root.get("/MarkInfo")
    return {
        "pages": len(pdf.pages),
        "headings": sum(n for kind, n in tags.items() if kind.startswith("/H") and kind[2:].isdigit()),
        "tables": tags.get("/Table", 0),
        "marked": bool(info and info.get("/Marked")),
        "lang": str(pdf.Root.get("/Lang", "")),
        "outline": len(pypdf.PdfReader(io.BytesIO(data)).outline),
    }

ways = {
    "de to filer hver for sig": None,
    "pikepdf, sider føjet til den første fil": joined_by_pikepdf,
    "pikepdf, sider i en ny fil": joined_new_by_pikepdf,
    "pypdf, append til en ny fil": joined_by_pypdf,
    "pypdf, append til en kopi af den første": cloned_by_pypdf,
    "WeasyPrint, copy(pages), varianten til write_pdf": joined_by_weasyprint,
}
answers = {}
for name, way in ways.items():
    if way is None:
        parts = [counted(source) for source in sources]
        answers[name] = {key: sum(part[key] for part in parts) if isinstance(parts[0][key], int) and not isinstance(parts[0][key], bool) else parts[0][key] for key in parts[0]}
    else:
        try:
            answers[name] = counted(way())
        except Exception as fault:
            answers[name] = {"fault": type(fault).__name__}
print(json.dumps(answers))
"""


def main() -> None:
    """Join two files in every way, and count what is left."""
    answers = json.loads(run_in(PACKAGES, PROGRAM))
    rows = [
        [name, "fejler: " + found["fault"], "", "", "", "", ""]
        if "fault" in found
        else [
            name,
            found["pages"],
            found["headings"],
            found["tables"],
            "ja" if found["marked"] else "nej",
            found["lang"] or "–",
            found["outline"],
        ]
        for name, found in answers.items()
    ]
    heads = ("Sat sammen med", "Sider", "Overskrifter", "Tabeller", "Mærket", "Sprog", "Bogmærker")
    text = (
        "To mærkede filer med to overskrifter og en tabel hver bliver til én. En skærmlæser får kun det, der står i "
        "mærkerne; en fil kan bestå en kontrol af PDF/UA og have mistet halvdelen.\n\n"
        f"{table(heads, rows)}\n\n"
        "Mødets samlede PDF sættes derfor aldrig sammen af færdige filer: den trykkes på én gang, og en test tæller "
        "overskrifter og tabeller bagefter."
    )
    write("pdf_maerker", "Hvad PDF-værktøjer beholder af mærkerne", text, PACKAGES)


if __name__ == "__main__":
    main()
