"""Everything that writes a report or reads one again: the build, Word, workbook, JSON, verify, compare."""
