"""From the files that the authorities publish to the project's figures: recognise, read, place, write."""

from kkr_analysis.data.importing.importer import Imported, import_figures

__all__ = ["Imported", "import_figures"]
