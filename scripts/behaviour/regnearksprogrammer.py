"""What spreadsheet programs and readers do with our workbook: docs/adfaerd/regnearksprogrammer.md."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from pinned import run_in, table, write

from kkr_analysis.cli.entry import run

PACKAGES = ("openpyxl==3.1.5", "python-calamine==0.9.1", "polars==1.36.1", "fastexcel==0.16.0")
PROGRAM = """
import io, json, sys, zipfile
import openpyxl, polars
from python_calamine import CalamineWorkbook

ours, again = sys.argv[1], sys.argv[2]
SHEET = "Sammensætning"

def yes(value):
    return "ja" if value else "nej"

def by_openpyxl(path, cell):
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    return {
        "value": repr(values[SHEET][cell].value),
        "formula": yes(formulas[SHEET][cell].value.startswith("=")),
        "tables": ", ".join(sorted(name for sheet in formulas for name in sheet.tables)) or "ingen",
        "checks": str(sum(len(sheet.data_validations.dataValidation) for sheet in formulas)),
        "hidden": ", ".join(sheet.title for sheet in formulas if sheet.sheet_state != "visible") or "ingen",
        "footer": yes(formulas[SHEET].oddFooter.left.text),
    }

values = openpyxl.load_workbook(ours, data_only=True)[SHEET]
formulas = openpyxl.load_workbook(ours)[SHEET]
cell = next(
    c.coordinate for row in formulas.iter_rows() for c in row
    if str(c.value).startswith("=") and isinstance(values[c.coordinate].value, int) and values[c.coordinate].value
)
answers = {"openpyxl, vores fil": by_openpyxl(ours, cell)}
target = io.BytesIO()
book = openpyxl.load_workbook(ours)
book.save(target)
target.seek(0)
answers["openpyxl, gemt igen"] = by_openpyxl(target, cell)

column, row = "".join(c for c in cell if c.isalpha()), int("".join(c for c in cell if c.isdigit()))
place = sum((ord(c) - 64) * 26 ** n for n, c in enumerate(reversed(column))) - 1
workbook = CalamineWorkbook.from_path(ours, load_tables=True)
sheet = workbook.get_sheet_by_name(SHEET)
answers["calamine, vores fil"] = {
    "value": repr(sheet.to_python(skip_empty_area=False)[row - 1][place]),
    "formula": "nej", "tables": ", ".join(sorted(workbook.table_names)),
    "checks": "–", "hidden": ", ".join(m.name for m in workbook.sheets_metadata if str(m.visible) != "SheetVisibleEnum.Visible") or "ingen",
    "footer": "–",
}
frame = polars.read_excel(ours, sheet_name=SHEET, has_header=False, raise_if_empty=False, drop_empty_rows=False, drop_empty_cols=False)
found = [value for value in frame.row(row - 1)][place] if frame.height >= row else None
answers["polars, vores fil"] = {"value": repr(found), "formula": "nej", "tables": "efter navn: " + yes(polars.read_excel(ours, table_name="Stemmer").height), "checks": "–", "hidden": "–", "footer": "–"}
if again:
    answers["LibreOffice, regnet om og gemt igen"] = by_openpyxl(again, cell)
print(json.dumps(answers))
"""


def main() -> None:
    """Build a workbook, have it read and saved again, and ask what is left."""
    with tempfile.TemporaryDirectory(prefix="kkr-adfaerd-") as name:
        folder = Path(name)
        run(["build", "midtjylland", "--term", "2022-2026", "--format", "xlsx", "--output", name])
        ours = folder / "2022-2026" / "kkr-midtjylland.xlsx"
        again, version = saved_again(ours, folder)
        answers = json.loads(run_in(PACKAGES, PROGRAM, str(ours), str(again or "")))
    rows = [[who, *found.values()] for who, found in answers.items()]
    heads = (
        "Program",
        "Pladser til A",
        "Formel",
        "Navngivne tabeller",
        "Kontroller",
        "Skjulte ark",
        "Sidefod",
    )
    text = (
        "Værdien er den, som programmet ser uden selv at regne. »–« er noget, programmet ikke læser.\n\n"
        f"{table(heads, rows)}\n\n"
        "Regnearket gemmer derfor hver formels værdi ved siden af formlen, og `kkr verify` læser både værdier og formler. "
        "openpyxl gemmer formlerne uden værdier: åbnes en sådan fil af et program, der ikke regner, er tallene væk."
    )
    used = PACKAGES if again is None else (*PACKAGES, version)
    write("regnearksprogrammer", "Hvad regnearksprogrammer gør med vores regneark", text, used)


def saved_again(ours: Path, folder: Path) -> tuple[Path | None, str]:
    """Have LibreOffice recalculate and save the workbook, where it is installed; its version too."""
    office = shutil.which("soffice")
    if office is None:
        return None, ""
    out = folder / "igen"
    profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
    ]
    subprocess.run([*command, str(ours)], check=True, capture_output=True)
    told = subprocess.run([office, "--version"], check=True, capture_output=True, text=True).stdout
    return out / ours.name, "==".join(told.split()[:2])


if __name__ == "__main__":
    main()
