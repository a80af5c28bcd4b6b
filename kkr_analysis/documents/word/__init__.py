"""
A document as a Word file, made from blocks.

``notebook.py`` has the blocks that an executed notebook shows. It reads in nbconvert, which blocks alone do
not need.
"""

from kkr_analysis.documents.word.document import write_document
from kkr_analysis.documents.word.package import Properties

__all__ = ["Properties", "write_document"]
