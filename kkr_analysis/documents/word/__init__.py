"""The enclosure as a Word file, made from the blocks that its notebook shows."""

from kkr_analysis.documents.word.document import write_document
from kkr_analysis.documents.word.notebook import shown_in
from kkr_analysis.documents.word.package import Properties

__all__ = ["Properties", "shown_in", "write_document"]
