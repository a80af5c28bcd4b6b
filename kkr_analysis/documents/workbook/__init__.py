"""The enclosure as a workbook with live formulas: change a vote or a mayor, and the composition follows."""

from kkr_analysis.documents.workbook.book import write_workbook

__all__ = ["write_workbook"]
