"""The enclosure as a Word file, made from the finished page: what its reader sees, and no more."""

from kkr_analysis.documents.word.document import write_document

__all__ = ["write_document"]
