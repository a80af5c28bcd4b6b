"""From the authorities' files to the project's figures: recognise, read, match, write."""

from kkr_analysis.data.importing.importer import Imported, import_figures

__all__ = ["Imported", "import_figures"]
